-- Who changed the rules of the network
-- why: Whoever deletes a network policy wants to reach, or to be reached from, somewhere it
--   forbade.
-- row: one request that wrote a network policy of Kubernetes, Calico, Cilium or Istio, but for
--   what controllers do when a namespace ends.
SELECT r.time, r.user AS actor, r.verb, r.resource, r.api_group, r.namespace, r.name, r.outcome,
  r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.subresource IS NULL
  AND r.resource IN ('networkpolicies', 'globalnetworkpolicies', 'ciliumnetworkpolicies',
    'ciliumclusterwidenetworkpolicies', 'adminnetworkpolicies', 'baselineadminnetworkpolicies',
    'authorizationpolicies', 'peerauthentications')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
ORDER BY r.event_id
