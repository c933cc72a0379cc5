-- Who changed how strict a namespace is
-- why: Lowering the pod-security label is the step before a privileged pod. The labels stand in
--   the bodies of namespaces, which the audit policy must have kept.
-- row: one request that set or removed a pod-security label.
-- needs: spoor
-- level: Request
WITH written AS MATERIALIZED (
  SELECT r.event_id, r.time, r.user, r.verb, r.name, r.outcome, r.source_ip, r.audit_id,
    event_json(r.event_id) AS body
  FROM requests AS r
  WHERE r.resource = 'namespaces' AND r.subresource IS NULL
    AND r.verb IN ('create', 'update', 'patch') AND r.level IN ('Request', 'RequestResponse')
)
SELECT w.time, w.user AS actor, w.verb, w.name AS namespace, label.key AS label,
  label.value AS value, w.outcome, w.source_ip, w.audit_id
FROM written AS w, json_each(CASE WHEN json_valid(w.body) THEN w.body END,
   '$.requestObject.metadata.labels') AS label
WHERE label.key GLOB 'pod-security.kubernetes.io/*'
ORDER BY w.event_id, label.key
