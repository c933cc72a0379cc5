-- Workloads that asked to be more than a container
-- why: A privileged container, the host's namespaces or its files are the node, and from the
--   node every pod on it.
-- row: one workload that asked for any of these, the refused ones too.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
WITH asked AS (
  SELECT event_id, group_concat(DISTINCT name) AS containers
  FROM body_container WHERE privileged = 1 GROUP BY event_id
),
pods AS (
  SELECT event_id, max(host_network) AS host_network, max(host_pid) AS host_pid,
    max(host_ipc) AS host_ipc, max(host_paths) AS host_paths
  FROM body_pod GROUP BY event_id
)
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  a.containers AS privileged, p.host_network, p.host_pid, p.host_ipc, p.host_paths, r.outcome,
  r.source_ip, r.audit_id
FROM pods AS p LEFT JOIN asked AS a USING (event_id) JOIN requests AS r USING (event_id)
WHERE a.containers IS NOT NULL OR p.host_network OR p.host_pid OR p.host_ipc
  OR coalesce(p.host_paths, '[]') <> '[]'
ORDER BY r.event_id
