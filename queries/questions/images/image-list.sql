-- The images that were asked to run, as a list for a scanner
-- why: Trivy, Grype and Clair take one reference a line:
--   spoor query image-list --format csv | tail -n +2 | xargs -n 1 trivy image
-- row: one image reference, as it was written.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
SELECT DISTINCT c.image
FROM body_container AS c JOIN requests AS r USING (event_id)
WHERE c.image <> '' AND r.outcome = 'allowed'
ORDER BY c.image
