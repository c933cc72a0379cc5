-- Images in the order in which they first appeared
-- why: An image that never ran before is new software, whoever approved it. With --since only
--   those that were not asked for before are left.
-- row: the first request for an image, but for what controllers make of a template.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
WITH seen AS (
  SELECT image, min(event_id) AS first_id, count(*) AS requests
  FROM body_container
  WHERE image <> ''
  GROUP BY image
)
SELECT r.time AS first, seen.image, r.user AS actor, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  seen.requests, r.outcome, r.source_ip, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id, seen.image
