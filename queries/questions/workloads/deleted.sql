-- Who ended workloads
-- why: Deletions, evictions and deletions of collections stop what runs. The kubelet that
--   finishes them and the garbage collector are left out: they only follow.
-- row: one request that ended a workload or meant to.
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name,
  CASE WHEN r.verb = 'deletecollection' THEN substr(r.request_uri, instr(r.request_uri, '?') + 1)
    END AS selector, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE ((r.verb IN ('delete', 'deletecollection') AND r.subresource IS NULL
    AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
      'cronjobs', 'replicationcontrollers'))
    OR (r.verb = 'create' AND r.resource = 'pods' AND r.subresource = 'eviction'))
  AND r.actor_kind <> 'node'
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*'
  AND coalesce(r.user, '') <> 'system:kube-controller-manager'
ORDER BY r.event_id
