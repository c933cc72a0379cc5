-- Who changed the kinds that the cluster knows
-- why: A custom resource definition that is deleted takes all its objects along.
-- row: one request that wrote a custom resource definition.
-- kinds: customresourcedefinitions
SELECT r.time, r.user AS actor, r.verb, r.name, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource = 'customresourcedefinitions' AND r.subresource IS NULL
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
ORDER BY r.event_id
