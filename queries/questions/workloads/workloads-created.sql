-- Who started workloads
-- why: What runs is what somebody asked for. Pods that controllers make of a template are left
--   out: the template's author is here.
-- row: one workload that a person or a program created.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- param controllers integer = 0: 1 to have what controllers make, too
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
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  (SELECT group_concat(DISTINCT c.image) FROM body_container AS c WHERE c.event_id = r.event_id)
    AS images, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb = 'create' AND r.subresource IS NULL
  AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
    'cronjobs', 'replicationcontrollers')
  AND (coalesce(:controllers, 0) <> 0
    OR (coalesce(r.user, '') NOT IN controllers
      AND coalesce(r.user, '') <> 'system:kube-controller-manager'))
ORDER BY r.event_id
