-- Who scaled what
-- why: Scaled to zero is gone, and no deletion is in the log. Autoscalers write here too.
-- row: one request to a scale subresource, or a patch that set a number of replicas.
-- kinds: deployments statefulsets replicasets
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name,
  (SELECT p.summary FROM body_patch AS p WHERE p.event_id = r.event_id) AS changes, r.outcome,
  r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('update', 'patch')
  AND (r.subresource = 'scale' OR r.event_id IN
    (SELECT p.event_id FROM body_patch AS p WHERE p.summary GLOB '*spec.replicas=*'))
ORDER BY r.event_id
