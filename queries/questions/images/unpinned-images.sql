-- Images that may change under the same name
-- why: Without a digest a tag is whatever the registry says today; latest, or no tag at all,
--   does not even try. What ran cannot be told from the log then.
-- row: one image reference without a digest.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
WITH asked AS (
  SELECT image, min(event_id) AS first_id, max(event_id) AS last_id,
    count(DISTINCT event_id) AS requests,
    substr(image, length(rtrim(image, replace(image, '/', ''))) + 1) AS last
  FROM body_container
  WHERE image <> '' AND instr(image, '@') = 0 AND event_id IN (SELECT event_id FROM requests)
  GROUP BY image
)
SELECT image, CASE WHEN instr(last, ':') = 0 THEN 'no tag'
    WHEN last GLOB '*:latest' THEN 'latest' ELSE 'tag' END AS kind, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM asked
ORDER BY kind, image
