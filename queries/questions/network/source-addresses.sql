-- Which addresses requests come from
-- why: The last address is the only one that no client can forge. An address outside your
--   networks, or one with many users, is worth a name.
-- row: one address, and who comes from it.
WITH grouped AS (
  SELECT source_ip, count(*) AS requests, count(DISTINCT user) AS users,
    sum(outcome = 'denied') AS denied, min(event_id) AS first_id, max(event_id) AS last_id,
    min(user) AS one
  FROM requests
  GROUP BY source_ip
)
SELECT source_ip, requests, users, CASE WHEN users = 1 THEN one END AS actor, denied,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, source_ip
