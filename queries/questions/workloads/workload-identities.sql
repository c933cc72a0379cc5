-- Which service accounts workloads run as
-- why: A workload has the rights of its service account, and whoever may create one in a
--   namespace has those of every service account there.
-- row: one service account in one namespace that workloads asked to run as.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
-- param account glob = '*': only service accounts of such a name
WITH asked AS (
  SELECT r.namespace, coalesce(p.service_account, 'default') AS account, r.user,
    r.actor_kind, r.event_id
  FROM body_pod AS p JOIN requests AS r USING (event_id)
  WHERE r.outcome = 'allowed'
)
SELECT namespace, account AS service_account, requests, actors, people,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM (
  SELECT namespace, account, count(*) AS requests, count(DISTINCT user) AS actors,
    group_concat(DISTINCT CASE WHEN actor_kind = 'user' THEN user END) AS people,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM asked
  WHERE account GLOB coalesce(:account, '*')
  GROUP BY namespace, account
)
ORDER BY namespace, account
