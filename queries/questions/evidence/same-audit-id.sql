-- Different requests under one audit ID
-- why: A client can set the header that the audit ID comes from. Aggregated API servers use one
--   twice honestly; anybody else wants the two to be taken for one.
-- row: one audit ID that several requests bear.
WITH grouped AS (
  SELECT audit_id, count(*) AS requests, min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  GROUP BY audit_id
  HAVING count(*) > 1
)
SELECT audit_id, requests,
  (SELECT user FROM main.events WHERE event_id = first_id) AS first_actor,
  (SELECT user FROM main.events WHERE event_id = last_id) AS last_actor,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, audit_id
