-- Where in the evidence a request stands
-- why: A finding that goes to court names the file, the line and the bytes.
-- row: one event of the request: every stage, from every request that bears this audit ID.
-- param audit text: the audit ID
SELECT e.time, e.stage, e.level, e.user AS actor, e.verb,
  e.resource || coalesce('/' || e.subresource, '') AS resource, e.namespace, e.name, e.code,
  (SELECT path FROM source AS s WHERE s.source_id = e.source_id) AS source, e.line, e.byte_offset,
  e.byte_length,
  (SELECT lower(hex(sha256)) FROM source AS s WHERE s.source_id = e.source_id) AS sha256
FROM events AS e
WHERE e.audit_id = :audit
ORDER BY e.event_id
