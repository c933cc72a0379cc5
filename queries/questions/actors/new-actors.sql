-- Actors in the order in which they first appeared
-- why: An identity made during an attack has no past. With --since only actors that were
--   never seen before that time are left.
-- row: one authenticated user, with the first thing it ever asked for.
WITH seen AS (
  SELECT user, min(event_id) AS first_id, count(*) AS requests
  FROM main.requests
  WHERE user IS NOT NULL
  GROUP BY user
)
SELECT r.time AS first, r.user AS actor, r.actor_kind, seen.requests, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name, r.outcome,
  r.source_ip, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id
