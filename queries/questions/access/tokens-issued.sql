-- Tokens that were issued, for whom and by whom
-- why: Whoever may ask for a service account's token has its rights. A node asks for those of
--   its pods and the controller manager for its controllers', all day; anybody else is worth
--   a look.
-- row: one request for a token of a service account.
-- kinds: serviceaccounts
-- param system integer = 0: 1 to have what nodes and controllers ask for, too
SELECT r.time, r.user AS actor, r.namespace, r.name AS service_account, r.outcome, r.code,
  CASE WHEN json_valid(r.annotations) THEN json_extract(r.annotations,
    '$."authentication.kubernetes.io/issued-credential-id"') END AS issued,
  r.credential_id AS credential, r.source_ip, r.user_agent, r.audit_id
FROM requests AS r
WHERE r.resource = 'serviceaccounts' AND r.subresource = 'token' AND r.verb = 'create'
  AND (coalesce(:system, 0) <> 0 OR r.actor_kind NOT IN ('node', 'component'))
ORDER BY r.event_id
