-- Who changed workloads
-- why: A changed image, command or environment runs with the rights that the workload has.
-- row: one request that changed the template of a workload, and the patch in short where the
--   body was kept. What controllers and nodes write is left out.
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name,
  (SELECT p.summary FROM body_patch AS p WHERE p.event_id = r.event_id) AS changes, r.outcome,
  r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('update', 'patch') AND r.subresource IS NULL
  AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
    'cronjobs', 'replicationcontrollers')
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*'
ORDER BY r.event_id
