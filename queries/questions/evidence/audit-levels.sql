-- What the audit policy lets be seen
-- why: Nothing found means little where nothing is logged. Metadata has no bodies, so images,
--   grants and privileges cannot be told there.
-- row: one resource at one level, and how many requests of it are in the case.
SELECT resource, level, count(*) AS requests, count(DISTINCT verb) AS verbs,
  sum(verb IN ('get', 'list', 'watch')) AS reads,
  sum(verb NOT IN ('get', 'list', 'watch')) AS writes
FROM (
  SELECT coalesce(resource || coalesce('/' || subresource, ''), '(no resource)') AS resource,
    level, verb
  FROM requests
)
GROUP BY resource, level
ORDER BY resource, level
