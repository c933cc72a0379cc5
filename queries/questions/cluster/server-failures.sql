-- What the API server failed at
-- why: Errors of the server itself (5xx) and throttling (429) are an outage, or somebody at
--   work.
-- row: one verb on one resource, and how often it failed with which code.
-- param code integer = 429: the lowest code
WITH grouped AS (
  SELECT verb, resource, subresource, code, count(*) AS requests, count(DISTINCT user) AS actors,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE code >= coalesce(:code, 429)
  GROUP BY verb, resource, subresource, code
)
SELECT verb, resource || coalesce('/' || subresource, '') AS resource, code, requests, actors,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last,
  (SELECT status_message FROM main.events WHERE event_id = last_id) AS message
FROM grouped
ORDER BY requests DESC, verb, resource, code
