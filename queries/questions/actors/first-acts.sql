-- Who acts where for the first time
-- why: People and programs repeat themselves. The first time that an actor does such a thing
--   in such a place is where a stolen credential shows. With --since the whole case before
--   it is the past to compare with, and only what is new since is left.
-- row: the first request of an actor with a verb on a resource in a namespace.
-- param reads integer = 0: 1 to have get, list and watch too
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT min(event_id) AS first_id, count(*) AS requests
  FROM main.event AS e
  WHERE flags & 1
    AND (coalesce(:reads, 0) <> 0 OR operation_id IN (
      SELECT operation_id FROM operation WHERE verb NOT IN ('get', 'list', 'watch')))
    AND actor_id IN (SELECT actor_id FROM actor WHERE user IS NOT NULL)
  GROUP BY actor_id, operation_id,
    (SELECT namespace FROM object AS o WHERE o.object_id = e.object_id)
),
seen AS (
  SELECT min(t.first_id) AS first_id, sum(t.requests) AS requests
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY v.user, v.verb, v.resource, v.subresource, v.namespace
)
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name, r.outcome,
  seen.requests, r.source_ip, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id
