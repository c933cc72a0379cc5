-- Requests that name several addresses
-- why: All addresses but the last come from headers that a client can set. A proxy of yours
--   does so honestly; anybody else wants to be taken for another.
-- row: one chain of addresses of one actor.
WITH grouped AS (
  SELECT user, source_ips, count(*) AS requests, min(event_id) AS first_id,
    max(event_id) AS last_id
  FROM requests
  WHERE source_ips LIKE '%,%'
  GROUP BY user, source_ips
)
SELECT user AS actor, source_ips, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY first_id
