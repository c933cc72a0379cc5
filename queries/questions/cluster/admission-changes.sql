-- Who changed what watches over requests
-- why: An admission webhook or policy sees and changes every request: removed, it guards
--   nothing; added, it reads Secrets as they pass.
-- row: one request that wrote an admission webhook or policy.
-- kinds: validatingwebhookconfigurations mutatingwebhookconfigurations
SELECT r.time, r.user AS actor, r.verb, r.resource, r.name, r.outcome, r.code, r.source_ip,
  r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.subresource IS NULL
  AND (r.api_group = 'admissionregistration.k8s.io'
    OR r.resource IN ('clusterpolicies', 'constrainttemplates', 'policyexceptions'))
ORDER BY r.event_id
