-- Certificates that were asked for, approved and signed
-- why: A client certificate cannot be revoked in Kubernetes. Whoever gets one for a powerful
--   name has it until it expires.
-- row: one request about a certificate signing request, but for reading.
-- kinds: certificatesigningrequests
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource = 'certificatesigningrequests' AND r.verb NOT IN ('get', 'list', 'watch')
ORDER BY r.event_id
