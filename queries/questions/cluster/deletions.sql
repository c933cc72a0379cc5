-- What people and programs deleted
-- why: The shortest account of damage. What controllers and nodes finish is left out.
-- row: one deletion that was carried out.
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name,
  r.source_ip, r.audit_id
FROM requests AS r
WHERE (r.verb IN ('delete', 'deletecollection')
    OR (r.verb = 'create' AND r.resource = 'pods' AND r.subresource = 'eviction'))
  AND r.outcome = 'allowed' AND r.dry_run = 0
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
ORDER BY r.event_id
