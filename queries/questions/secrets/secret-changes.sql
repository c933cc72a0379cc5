-- Who created, changed or deleted Secrets
-- why: A Secret of type service-account-token is a credential that never ends, a changed one
--   is a door, a deleted one is an outage.
-- row: one request that wrote a Secret.
-- kinds: secrets
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  r.outcome, r.code, r.source_ip, r.user_agent, r.audit_id
FROM requests AS r
WHERE r.resource = 'secrets'
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
ORDER BY r.event_id
