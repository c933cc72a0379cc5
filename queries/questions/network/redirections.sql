-- Who redirected endpoints and names
-- why: An endpoint that a person writes, or a changed APIService, sends others' requests to a
--   place of the writer's choice.
-- row: one request that wrote endpoints, an API service or a cluster's DNS configuration, but
--   for what controllers keep up.
-- kinds: endpoints endpointslices
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
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, r.outcome, r.code,
  r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.subresource IS NULL
  AND (r.resource IN ('endpoints', 'endpointslices', 'apiservices')
    OR (r.resource = 'configmaps' AND r.name GLOB 'coredns*'))
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT IN controllers
ORDER BY r.event_id
