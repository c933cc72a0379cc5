-- Who acted as somebody else
-- why: Impersonation takes another's rights without a credential of theirs. An attempt that
--   authorization refused is a 403 that names whom in its message only.
-- row: one actor, and whom it acted as or wanted to.
WITH grouped AS (
  SELECT user, impersonated_user, outcome, count(*) AS requests,
    CASE WHEN impersonated_user IS NULL THEN max(status_message) END AS message,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE impersonated_user IS NOT NULL
    OR (code = 403 AND status_message LIKE '%cannot impersonate resource%')
  GROUP BY user, impersonated_user, outcome,
    CASE WHEN impersonated_user IS NULL THEN status_message END
)
SELECT user AS actor, impersonated_user AS impersonated, outcome, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last, message
FROM grouped
ORDER BY first_id
