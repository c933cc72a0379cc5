-- Requests that concern no resource
-- why: Paths such as /metrics, /debug/pprof or /api tell a stranger what a cluster is.
-- row: one actor and one path.
WITH grouped AS (
  SELECT user, actor_kind, verb, request_uri, code, count(*) AS requests,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE resource IS NULL
  GROUP BY user, actor_kind, verb, request_uri, code
)
SELECT user AS actor, actor_kind, verb, request_uri, code, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY actor, request_uri, verb, code
