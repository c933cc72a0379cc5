-- Who wanted a Secret and was refused
-- why: Trying is intent. Look at what the same actor got a moment later.
-- row: one actor, and the Secrets of one namespace it was refused.
-- kinds: secrets
WITH grouped AS (
  SELECT user, source_ip, verb, namespace, name, count(*) AS requests,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE resource = 'secrets' AND outcome = 'denied'
  GROUP BY user, source_ip, verb, namespace, name
)
SELECT user AS actor, source_ip, verb, coalesce(namespace, '*') AS namespace,
  coalesce(name, '*') AS name, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY first_id
