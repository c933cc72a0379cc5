-- When an actor comes from another address than before
-- why: The same user from a new address is how a stolen credential looks from the first
--   request on. With --since the whole case before it counts as known.
-- row: the first request of an actor from an address that is not its first one.
WITH seen AS (
  SELECT user, source_ip, min(event_id) AS first_id, count(*) AS requests
  FROM main.requests
  WHERE user IS NOT NULL AND actor_kind NOT IN ('anonymous', 'unauthenticated')
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
