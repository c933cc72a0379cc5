-- Events that contradict another copy of themselves
-- why: The same request at the same time, told differently: one of the copies was changed, by
--   a pipeline or by somebody.
-- row: one event that contradicts another one.
SELECT e.time, e.audit_id, e.stage, e.user AS actor, e.verb,
  e.resource || coalesce('/' || e.subresource, '') AS resource, e.namespace, e.name, e.code,
  (SELECT path FROM source AS s WHERE s.source_id = e.source_id) AS source, e.line, e.byte_offset
FROM events AS e
WHERE e.conflict = 1
ORDER BY e.event_id
