-- Credentials that were used from several addresses or by several programs
-- why: A token that is bound to a pod has one home. Used from a second place, it was copied.
--   The programs of nodes and components do share a credential, so they do not count.
-- row: one credential, those at the most addresses first.
WITH grouped AS (
  SELECT credential_id, user, count(*) AS requests, count(DISTINCT source_ip) AS addresses,
    count(DISTINCT user_agent) AS agents, group_concat(DISTINCT source_ip) AS source_ips,
    max(pod_name) AS pod,
    max(actor_kind) AS actor_kind, min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE credential_id IS NOT NULL
  GROUP BY credential_id, user
)
SELECT credential_id AS credential, user AS actor, pod, requests, addresses, agents, source_ips,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
WHERE addresses > 1 OR (agents > 1 AND actor_kind IN ('user', 'serviceaccount'))
ORDER BY addresses DESC, agents DESC, credential
