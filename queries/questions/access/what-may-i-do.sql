-- Who asked what they may do
-- why: kubectl auth can-i and its like are the first thing that whoever found a token does.
--   Consoles and GitOps tools ask too, but always the same.
-- row: one actor at one address, and how often it asked.
WITH grouped AS (
  SELECT user, source_ip, resource, count(*) AS requests, min(event_id) AS first_id,
    max(event_id) AS last_id, max(user_agent) AS user_agent
  FROM requests
  WHERE verb = 'create' AND resource IN ('selfsubjectaccessreviews', 'selfsubjectrulesreviews',
    'selfsubjectreviews', 'subjectaccessreviews', 'localsubjectaccessreviews')
  GROUP BY user, source_ip, resource
)
SELECT user AS actor, source_ip, resource, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last, user_agent
FROM grouped
ORDER BY first_id, resource
