-- Pods whose author chose the node
-- why: A pod that names its node passes the scheduler by, taints and all: it wants to be on
--   that very machine. Static pods, which nodes report, are left out.
-- row: one workload that named a node.
-- level: Request
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  p.node_name, r.outcome, r.source_ip, r.audit_id
FROM body_pod AS p JOIN requests AS r USING (event_id)
WHERE p.node_name IS NOT NULL AND r.verb = 'create'
  AND r.actor_kind NOT IN ('node', 'component')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
ORDER BY r.event_id
