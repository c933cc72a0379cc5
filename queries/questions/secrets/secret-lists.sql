-- Who took all Secrets at once
-- why: One list of the Secrets of a namespace, or of the cluster, is worth a thousand gets.
--   Controllers watch; a person who lists is looking for something.
-- row: one list or watch of Secrets without a name, the refused ones too.
-- kinds: secrets
-- param watches integer = 0: 1 to have watches, too
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb,
  coalesce(r.namespace, '*') AS namespace, r.outcome, r.code, r.source_ip, r.user_agent,
  r.credential_id AS credential, r.audit_id
FROM requests AS r
WHERE r.resource = 'secrets' AND r.name IS NULL
  AND (r.verb = 'list' OR (r.verb = 'watch' AND coalesce(:watches, 0) <> 0))
ORDER BY r.event_id
