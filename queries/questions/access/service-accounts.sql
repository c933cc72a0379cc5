-- Service accounts that people and programs made
-- why: A service account is an identity that is made with one request and asks no password.
--   Those that controllers make for every namespace (default) are left out.
-- row: one service account that was created, changed or deleted.
SELECT r.time, r.user AS actor, r.verb, r.namespace, r.name, r.outcome, r.code, r.source_ip,
  r.user_agent, r.audit_id
FROM requests AS r
WHERE r.resource = 'serviceaccounts' AND r.subresource IS NULL
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
  AND coalesce(r.user, '') <> 'system:kube-controller-manager'
ORDER BY r.event_id
