-- Which addresses each actor comes from
-- why: A service account lives in a cluster's network, a person in an office or behind a VPN.
--   An address that is neither is worth a look.
-- row: one actor at one address (the last hop, which no client can forge).
WITH grouped AS (
  SELECT user, source_ip, count(*) AS requests, sum(outcome = 'denied') AS denied,
    count(DISTINCT user_agent) AS agents, min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  GROUP BY user, source_ip
)
SELECT user AS actor, source_ip, requests, denied, agents,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY actor, requests DESC, source_ip
