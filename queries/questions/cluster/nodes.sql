-- What was done to nodes
-- why: A cordon and a drain move workloads, a deleted node takes its pods along, and a taint or
--   label steers where pods go. What nodes and controllers write of themselves is left out.
-- row: one request that wrote a node.
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.name, r.outcome, r.code,
  r.source_ip, r.user_agent, r.audit_id
FROM requests AS r
WHERE r.resource = 'nodes' AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.actor_kind NOT IN ('node', 'component')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
ORDER BY r.event_id
