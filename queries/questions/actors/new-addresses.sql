-- When an actor comes from another address than before
-- why: The same user from a new address is how a stolen credential looks from the first
--   request on. With --since the whole case before it counts as known.
-- row: the first request of an actor from an address that is not its first one.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT min(event_id) AS first_id, count(*) AS requests
  FROM main.event
  WHERE flags & 1
    AND actor_id IN (SELECT actor_id FROM actor WHERE user IS NOT NULL AND kind NOT IN (4, 5))
  GROUP BY actor_id, client_id
),
seen AS (
  SELECT v.user, v.source_ip, min(t.first_id) AS first_id, sum(t.requests) AS requests
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY user, source_ip
),
numbered AS (
  SELECT first_id, requests,
    row_number() OVER (PARTITION BY user ORDER BY first_id) AS number
  FROM seen
)
SELECT r.time, r.user AS actor, r.source_ip, numbered.number, numbered.requests, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.user_agent,
  r.credential_id AS credential, r.audit_id
FROM numbered JOIN requests AS r ON r.event_id = numbered.first_id
WHERE numbered.number > 1
ORDER BY r.event_id
