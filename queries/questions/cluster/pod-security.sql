-- Who changed how strict a namespace is
-- why: Lowering the pod-security label is the step before a privileged pod. The labels stand in
--   the bodies of namespaces, which the audit policy must have kept.
-- row: one request that set or removed a pod-security label.
-- kinds: namespaces
-- needs: spoor
-- level: Request
WITH written AS MATERIALIZED (
  SELECT r.event_id, r.time, r.user, r.verb, r.name, r.outcome, r.source_ip, r.audit_id,
    event_json(r.event_id) AS body
  FROM requests AS r
  WHERE r.resource = 'namespaces' AND r.subresource IS NULL
    AND r.verb IN ('create', 'update', 'patch') AND r.level IN ('Request', 'RequestResponse')
),
bodies AS MATERIALIZED (
  SELECT *, CASE WHEN json_valid(body) THEN json_extract(body, '$.requestObject') END AS object
  FROM written
),
-- An object, or a merge patch of it, has labels; a JSON patch names each, or has them all.
labels AS (
  SELECT b.event_id, label.key AS label, label.value AS value
  FROM bodies AS b, json_each(b.object, '$.metadata.labels') AS label
  WHERE json_type(b.object) = 'object'
  UNION ALL
  SELECT b.event_id, replace(substr(json_extract(step.value, '$.path'), 18), '~1', '/'),
    json_extract(step.value, '$.value')
  FROM bodies AS b, json_each(b.object) AS step
  WHERE json_type(b.object) = 'array' AND step.type = 'object'
    AND json_extract(step.value, '$.path') GLOB '/metadata/labels/*'
    AND coalesce(json_extract(step.value, '$.op'), '') <> 'test'
  UNION ALL
  SELECT b.event_id, label.key, label.value
  FROM bodies AS b, json_each(b.object) AS step, json_each(step.value, '$.value') AS label
  WHERE json_type(b.object) = 'array' AND step.type = 'object'
    AND json_extract(step.value, '$.path') = '/metadata/labels'
    AND coalesce(json_extract(step.value, '$.op'), '') <> 'test'
)
SELECT w.time, w.user AS actor, w.verb, w.name AS namespace, l.label, l.value, w.outcome,
  w.source_ip, w.audit_id
FROM labels AS l JOIN written AS w ON w.event_id = l.event_id
WHERE l.label GLOB 'pod-security.kubernetes.io/*'
ORDER BY w.event_id, l.label
