-- Which addresses requests come from
-- why: The last address is the only one that no client can forge. An address outside your
--   networks, or one with many users, is worth a name.
-- row: one address, and who comes from it.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests,
    sum(e.result_id IN (SELECT result_id FROM result WHERE outcome = 1)) AS denied,
    min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  GROUP BY e.actor_id, e.client_id
),
grouped AS (
  SELECT v.source_ip, sum(t.requests) AS requests, count(DISTINCT v.user) AS users,
    sum(t.denied) AS denied, min(t.first_id) AS first_id, max(t.last_id) AS last_id,
    min(v.user) AS one
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY source_ip
)
SELECT source_ip, requests, users, CASE WHEN users = 1 THEN one END AS actor, denied,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, source_ip
