-- Service accounts that were used by hand
-- why: kubectl, helm, curl and the like are people's tools. In the name of a service account
--   they are a script at best, a stolen token at worst.
-- row: one service account with one such program at one address.
WITH grouped AS (
  SELECT user, source_ip, user_agent, credential_id, count(*) AS requests,
    sum(outcome = 'denied') AS denied, min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE actor_kind = 'serviceaccount'
    AND (user_agent GLOB 'kubectl*' OR user_agent GLOB 'helm*' OR user_agent GLOB 'Helm*'
      OR user_agent GLOB 'curl*' OR user_agent GLOB 'k9s*' OR user_agent GLOB 'python-requests*'
      OR user_agent GLOB 'Wget*' OR user_agent GLOB 'Go-http-client*' OR user_agent GLOB 'Mozilla*')
  GROUP BY user, source_ip, user_agent, credential_id
)
SELECT user AS actor, source_ip, requests, denied,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last,
  credential_id AS credential, user_agent
FROM grouped
ORDER BY first_id
