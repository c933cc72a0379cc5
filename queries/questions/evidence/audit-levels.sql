-- What the audit policy lets be seen
-- why: Nothing found means little where nothing is logged. Metadata has no bodies, so images,
--   grants and privileges cannot be told there.
-- row: one resource at one level, and how many requests of it are in the case.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests, min(e.event_id) AS first_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  -- A level that no number stands for is told by its text.
  GROUP BY e.operation_id, e.flags >> 7 & 7, CASE WHEN e.flags >> 7 & 7 > 3 THEN r.level END
)
SELECT resource, level, sum(requests) AS requests, count(DISTINCT verb) AS verbs,
  sum(requests * (verb IN ('get', 'list', 'watch'))) AS reads,
  sum(requests * (verb NOT IN ('get', 'list', 'watch'))) AS writes
FROM (
  SELECT coalesce(v.resource || coalesce('/' || v.subresource, ''), '(no resource)') AS resource,
    v.level, v.verb, t.requests
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
)
GROUP BY resource, level
ORDER BY resource, level
