-- Everybody who asked the API server for anything
-- why: Read this first: an actor nobody can place is where an investigation begins.
-- row: one authenticated user, in whatever guise, those with the most requests first.
-- param kind glob = '*': only such actors: user, serviceaccount, node, component, anonymous
WITH grouped AS (
  SELECT user, actor_kind, count(*) AS requests, sum(outcome = 'denied') AS denied,
    sum(outcome = 'failed') AS failed, count(DISTINCT source_ip) AS addresses,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE actor_kind GLOB coalesce(:kind, '*')
  GROUP BY user, actor_kind
)
SELECT user AS actor, actor_kind, requests, denied, failed, addresses,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, actor
