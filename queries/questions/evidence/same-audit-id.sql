-- Different requests under one audit ID
-- why: A client can set the header that the audit ID comes from. Aggregated API servers use one
--   twice honestly; anybody else wants the two to be taken for one.
-- row: one audit ID that several requests bear.
WITH grouped AS (
  -- As they are stored: a UUID is 16 bytes, and always that.
  SELECT count(*) AS requests, min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  GROUP BY e.audit_id
  HAVING count(*) > 1
)
SELECT (SELECT audit_id FROM main.events WHERE event_id = first_id) AS audit_id, requests,
  (SELECT user FROM main.events WHERE event_id = first_id) AS first_actor,
  (SELECT user FROM main.events WHERE event_id = last_id) AS last_actor,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY requests DESC, audit_id
