-- What an actor touched that no longer exists
-- why: What an intruder made and took away again is not in the cluster any more. This is the
--   list of what can only be reconstructed from the log. A deletion of a whole collection
--   names nothing, so what it took is not here: see collections-deleted.
-- row: one object that the actor created, changed or deleted and that was deleted later (or
--   by that very request), by whom, and not created again in the case.
-- param actor glob = '*': the actor, as the log names it
WITH controllers(user) AS (
  -- The accounts of the control plane's loops (Kubernetes 1.35), name by name: a pattern would
  -- hide an account that somebody gave a similar name.
  SELECT 'system:serviceaccount:kube-system:' || value FROM json_each('[
    "attachdetach-controller", "bootstrap-signer", "certificate-controller",
    "cloud-node-lifecycle-controller", "clusterrole-aggregation-controller",
    "cronjob-controller", "daemon-set-controller", "deployment-controller",
    "device-taint-eviction-controller", "disruption-controller", "endpoint-controller",
    "endpointslice-controller", "endpointslicemirroring-controller",
    "ephemeral-volume-controller", "expand-controller", "generic-garbage-collector",
    "horizontal-pod-autoscaler", "job-controller", "legacy-service-account-token-cleaner",
    "namespace-controller", "node-controller", "persistent-volume-binder",
    "pod-garbage-collector", "pv-protection-controller", "pvc-protection-controller",
    "replicaset-controller", "replication-controller", "resource-claim-controller",
    "resourcequota-controller", "root-ca-cert-publisher", "route-controller",
    "selinux-warning-controller", "service-account-controller", "service-cidrs-controller",
    "service-controller", "statefulset-controller", "storage-version-migrator-controller",
    "taint-eviction-controller", "token-cleaner", "tokens-controller",
    "ttl-after-finished-controller", "ttl-controller",
    "validatingadmissionpolicy-status-controller", "volumeattributesclass-protection-controller"
  ]')
),
written AS MATERIALIZED (
  SELECT event_id, user, actor_kind, verb, api_group, resource, subresource, namespace,
    coalesce(name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name
  FROM main.requests AS r
  WHERE verb IN ('create', 'update', 'patch', 'delete')
    AND (subresource IS NULL OR subresource = 'eviction') AND outcome = 'allowed' AND dry_run = 0
),
touched AS (
  SELECT user, api_group, resource, namespace, name, min(event_id) AS first_id,
    count(*) AS requests
  FROM written
  WHERE subresource IS NULL AND user GLOB coalesce(:actor, '*')
    AND actor_kind IN ('user', 'serviceaccount')
    AND user NOT IN controllers
    AND event_id IN (SELECT event_id FROM requests)
  GROUP BY 1, 2, 3, 4, 5
),
fates AS (
  -- A kubelet only finishes what another's deletion or eviction began.
  SELECT api_group, resource, namespace, name,
    coalesce(max(CASE WHEN actor_kind <> 'node' AND (verb = 'delete' OR subresource IS NOT NULL)
        THEN event_id END), max(CASE WHEN verb = 'delete' THEN event_id END)) AS end_id,
    max(CASE WHEN verb = 'create' AND subresource IS NULL THEN event_id END) AS begin_id
  FROM written
  GROUP BY 1, 2, 3, 4
)
SELECT t.user AS actor, t.resource, t.namespace, t.name, t.requests,
  (SELECT time FROM main.events WHERE event_id = t.first_id) AS first,
  d.time AS deleted, d.user AS deleted_by, d.audit_id
FROM touched AS t
JOIN fates AS f ON f.api_group IS t.api_group AND f.resource = t.resource
  AND f.namespace IS t.namespace AND f.name = t.name
JOIN main.requests AS d ON d.event_id = f.end_id
WHERE f.end_id >= t.first_id AND coalesce(f.begin_id, f.end_id) <= f.end_id
ORDER BY t.first_id, t.resource, t.name
