-- What happened to namespaces
-- why: A namespace's labels decide how much its pods may ask for (pod security), and its
--   deletion takes everything in it.
-- row: one request that wrote a namespace; the patch in short where the body was kept.
-- kinds: namespaces
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.name,
  (SELECT p.summary FROM body_patch AS p WHERE p.event_id = r.event_id) AS changes, r.outcome,
  r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource = 'namespaces'
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
ORDER BY r.event_id
