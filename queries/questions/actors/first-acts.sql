-- Who acts where for the first time
-- why: People and programs repeat themselves. The first time that an actor does such a thing
--   in such a place is where a stolen credential shows. With --since the whole case before
--   it is the past to compare with, and only what is new since is left.
-- row: the first request of an actor with a verb on a resource in a namespace.
-- param reads integer = 0: 1 to have get, list and watch too
WITH seen AS (
  SELECT min(event_id) AS first_id, count(*) AS requests
  FROM main.requests
  WHERE user IS NOT NULL
    AND (coalesce(:reads, 0) <> 0 OR verb NOT IN ('get', 'list', 'watch'))
  GROUP BY user, verb, resource, subresource, namespace
)
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name, r.outcome,
  seen.requests, r.source_ip, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id
