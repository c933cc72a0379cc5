-- Actors in the order in which they first appeared
-- why: An identity made during an attack has no past. With --since only actors that were
--   never seen before that time are left.
-- row: one authenticated user, with the first thing it ever asked for.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT min(event_id) AS first_id, count(*) AS requests
  FROM main.event
  WHERE flags & 1 AND actor_id IN (SELECT actor_id FROM actor WHERE user IS NOT NULL)
  GROUP BY actor_id
),
seen AS (
  SELECT v.user, min(t.first_id) AS first_id, sum(t.requests) AS requests
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY user
)
SELECT r.time AS first, r.user AS actor, r.actor_kind, seen.requests, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name, r.outcome,
  r.source_ip, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id
