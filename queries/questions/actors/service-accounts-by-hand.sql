-- Service accounts that were used by hand
-- why: kubectl, helm, curl and the like are people's tools. In the name of a service account
--   they are a script at best, a stolen token at worst.
-- row: one service account with one such program at one address.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests,
    sum(e.result_id IN (SELECT result_id FROM result WHERE outcome = 1)) AS denied,
    min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  WHERE e.actor_id IN (SELECT actor_id FROM actor WHERE kind = 1)
    AND e.client_id IN (
      SELECT client_id FROM client
      WHERE user_agent GLOB 'kubectl*' OR user_agent GLOB 'helm*' OR user_agent GLOB 'Helm*'
        OR user_agent GLOB 'curl*' OR user_agent GLOB 'k9s*' OR user_agent GLOB 'python-requests*'
        OR user_agent GLOB 'Wget*' OR user_agent GLOB 'Go-http-client*'
        OR user_agent GLOB 'Mozilla*')
  GROUP BY e.actor_id, e.client_id
),
grouped AS (
  SELECT v.user, v.source_ip, v.user_agent, v.credential_id, sum(t.requests) AS requests,
    sum(t.denied) AS denied, min(t.first_id) AS first_id, max(t.last_id) AS last_id
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  GROUP BY user, source_ip, user_agent, credential_id
)
SELECT user AS actor, source_ip, requests, denied,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last,
  credential_id AS credential, user_agent
FROM grouped
ORDER BY first_id
