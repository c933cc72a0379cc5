-- Who started workloads
-- why: What runs is what somebody asked for. Pods that controllers make of a template are left
--   out: the template's author is here.
-- row: one workload that a person or a program created.
-- param controllers integer = 0: 1 to have what controllers make, too
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  (SELECT group_concat(DISTINCT c.image) FROM body_container AS c WHERE c.event_id = r.event_id)
    AS images, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb = 'create' AND r.subresource IS NULL
  AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
    'cronjobs', 'replicationcontrollers')
  AND (coalesce(:controllers, 0) <> 0
    OR (coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
      AND coalesce(r.user, '') <> 'system:kube-controller-manager'))
ORDER BY r.event_id
