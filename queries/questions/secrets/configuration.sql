-- Who changed ConfigMaps
-- why: Configuration decides what programs trust and run. What controllers keep up
--   (kube-root-ca.crt, leader elections) is left out.
-- row: one request that wrote a ConfigMap.
SELECT r.time, r.user AS actor, r.verb, r.namespace, r.name, r.outcome, r.code, r.source_ip,
  r.audit_id
FROM requests AS r
WHERE r.resource = 'configmaps'
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND coalesce(r.name, '') <> 'kube-root-ca.crt'
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
ORDER BY r.event_id
