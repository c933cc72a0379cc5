-- Credentials that were used from several addresses or by several programs
-- why: A token that is bound to a pod has one home. Used from a second place, it was copied.
--   The programs of nodes and components do share a credential, so they do not count.
-- row: one credential, those at the most addresses first.
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests, min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  WHERE e.actor_id IN (SELECT actor_id FROM actor WHERE credential_id IS NOT NULL)
  GROUP BY e.actor_id, e.client_id
),
used AS (
  SELECT v.credential_id, v.user, v.source_ip, v.user_agent, v.pod_name, v.actor_kind,
    t.requests, t.first_id, t.last_id
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
  ORDER BY t.first_id
),
grouped AS (
  SELECT credential_id, user, sum(requests) AS requests, count(DISTINCT source_ip) AS addresses,
    count(DISTINCT user_agent) AS agents, group_concat(DISTINCT source_ip) AS source_ips,
    max(pod_name) AS pod,
    max(actor_kind) AS actor_kind, min(first_id) AS first_id, max(last_id) AS last_id
  FROM used
  GROUP BY credential_id, user
)
SELECT credential_id AS credential, user AS actor, pod, requests, addresses, agents, source_ips,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
WHERE addresses > 1 OR (agents > 1 AND actor_kind IN ('user', 'serviceaccount'))
ORDER BY addresses DESC, agents DESC, credential
