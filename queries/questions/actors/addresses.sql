-- Which addresses each actor comes from
-- why: A service account lives in a cluster's network, a person in an office or behind a VPN.
--   An address that is neither is worth a look.
-- row: one actor at one address (the last hop, which no client can forge).
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests,
    sum(e.result_id IN (SELECT result_id FROM result WHERE outcome = 1)) AS denied,
    min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  GROUP BY e.actor_id, e.client_id
),
grouped AS (
  SELECT v.user, v.source_ip, sum(t.requests) AS requests, sum(t.denied) AS denied,
    count(DISTINCT v.user_agent) AS agents, min(t.first_id) AS first_id,
    max(t.last_id) AS last_id
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY user, source_ip
)
SELECT user AS actor, source_ip, requests, denied, agents,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY actor, requests DESC, source_ip
