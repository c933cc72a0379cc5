-- Requests whose answer is not known
-- why: Only received, or closed early: the log does not say whether it was done.
-- row: one actor and one sort of request.
WITH grouped AS (
  SELECT user, verb, resource, subresource, stage, count(*) AS requests, min(event_id) AS first_id,
    max(event_id) AS last_id
  FROM requests
  WHERE outcome = 'pending'
  GROUP BY user, verb, resource, subresource, stage
)
SELECT user AS actor, verb, resource || coalesce('/' || subresource, '') AS resource, stage,
  requests, (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, actor, verb, resource
