-- Requests without a valid identity
-- why: A revoked or forged token shows as a 401 that names nobody. Anonymous requests that
--   were answered are a cluster that is open to strangers.
-- row: one address and agent, what it asked for, and how that was answered.
WITH grouped AS (
  SELECT actor_kind, source_ip, user_agent, verb, resource, code, count(*) AS requests,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE actor_kind IN ('anonymous', 'unauthenticated')
  GROUP BY actor_kind, source_ip, user_agent, verb, resource, code
)
SELECT actor_kind, source_ip, verb, resource, code, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last, user_agent
FROM grouped
ORDER BY first_id
