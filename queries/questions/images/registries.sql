-- Which registries images come from
-- why: A registry that only one workload ever used is either new or not yours.
-- row: one registry, those with the fewest workloads first.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
WITH asked AS (
  SELECT c.image, r.user, r.namespace, r.event_id,
    substr(c.image, 1, instr(c.image || '/', '/') - 1) AS head
  FROM body_container AS c JOIN requests AS r USING (event_id)
  WHERE c.image <> ''
),
parted AS (
  SELECT *, CASE WHEN instr(image, '/') > 0 AND (instr(head, '.') OR instr(head, ':')
      OR head = 'localhost') THEN head ELSE 'docker.io' END AS registry
  FROM asked
)
SELECT registry, images, namespaces, actors, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM (
  SELECT registry, count(DISTINCT image) AS images, count(DISTINCT namespace) AS namespaces,
    count(DISTINCT user) AS actors, count(DISTINCT event_id) AS requests,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM parted
  GROUP BY registry
)
ORDER BY requests, registry
