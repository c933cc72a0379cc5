-- What containers were told to run
-- why: A harmless image with a shell for its command is a tool. The commands stand in bodies
--   only, so this reads them one by one: narrow it down with filters.
-- row: one container with a command or arguments of its own.
-- needs: spoor
-- level: Request
WITH asked AS MATERIALIZED (
  SELECT r.event_id, r.time, r.user, r.verb, r.resource, r.namespace, r.name, r.outcome, r.audit_id,
    event_json(r.event_id) AS body
  FROM requests AS r
  WHERE r.event_id IN (SELECT event_id FROM body_container) AND r.verb = 'create'
    AND r.resource = 'pods'
)
SELECT a.time, a.user AS actor, a.verb, a.resource, a.namespace,
  coalesce(a.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = a.event_id)) AS name,
  json_extract(c.value, '$.name') AS container, json_extract(c.value, '$.image') AS image,
  json_extract(c.value, '$.command') AS command, json_extract(c.value, '$.args') AS arguments,
  a.outcome, a.audit_id
FROM asked AS a, json_each(CASE WHEN json_valid(a.body) THEN a.body END,
   '$.requestObject.spec.containers') AS c
WHERE json_extract(c.value, '$.command') IS NOT NULL OR json_extract(c.value, '$.args') IS NOT NULL
ORDER BY a.event_id, container
