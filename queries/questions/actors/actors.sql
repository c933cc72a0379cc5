-- Everybody who asked the API server for anything
-- why: Read this first: an actor nobody can place is where an investigation begins.
-- row: one authenticated user, in whatever guise, those with the most requests first.
-- param kind glob = '*': only such actors: user, serviceaccount, node, component, anonymous
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests,
    sum(e.result_id IN (SELECT result_id FROM result WHERE outcome = 1)) AS denied,
    sum(e.result_id IN (SELECT result_id FROM result WHERE outcome = 2)) AS failed,
    min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  GROUP BY e.actor_id, e.client_id
),
grouped AS (
  SELECT v.user, v.actor_kind, sum(t.requests) AS requests, sum(t.denied) AS denied,
    sum(t.failed) AS failed, count(DISTINCT v.source_ip) AS addresses,
    min(t.first_id) AS first_id, max(t.last_id) AS last_id
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  WHERE actor_kind GLOB coalesce(:kind, '*')
  GROUP BY user, actor_kind
)
SELECT user AS actor, actor_kind, requests, denied, failed, addresses,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, actor
