-- Who redirected endpoints and names
-- why: An endpoint that a person writes, or a changed APIService, sends others' requests to a
--   place of the writer's choice.
-- row: one request that wrote endpoints, an API service or a cluster's DNS configuration, but
--   for what controllers keep up.
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, r.outcome, r.code,
  r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.subresource IS NULL
  AND (r.resource IN ('endpoints', 'endpointslices', 'apiservices')
    OR (r.resource = 'configmaps' AND r.name GLOB 'coredns*'))
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*'
ORDER BY r.event_id
