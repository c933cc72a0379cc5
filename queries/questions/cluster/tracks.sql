-- Who deleted events
-- why: Kubernetes' own Events tell what happened to pods for an hour. Hardly anybody deletes
--   them, but for hiding something, or with a whole namespace.
-- row: one request that deleted events.
-- param controllers integer = 0: 1 to have controllers, too
SELECT r.time, r.user AS actor, r.verb, r.namespace, r.name, r.outcome, r.code, r.source_ip,
  r.user_agent, r.audit_id
FROM requests AS r
WHERE r.resource = 'events' AND r.verb IN ('delete', 'deletecollection')
  AND (coalesce(:controllers, 0) <> 0
    OR coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller')
ORDER BY r.event_id
