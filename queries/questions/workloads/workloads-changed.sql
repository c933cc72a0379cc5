-- Who changed workloads
-- why: A changed image, command or environment runs with the rights that the workload has.
-- row: one request that changed the template of a workload, and the patch in short where the
--   body was kept. What controllers and nodes write is left out.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
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
)
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name,
  (SELECT p.summary FROM body_patch AS p WHERE p.event_id = r.event_id) AS changes, r.outcome,
  r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('update', 'patch') AND r.subresource IS NULL
  AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
    'cronjobs', 'replicationcontrollers')
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT IN controllers
ORDER BY r.event_id
