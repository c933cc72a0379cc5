-- Who deleted whole collections
-- why: One request without a name can take everything that a selector covers. The namespace
--   controller does it to every kind when a namespace is deleted, and is left out.
-- row: one deletecollection, with its selector.
-- param controllers integer = 0: 1 to have controllers, too
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
SELECT r.time, r.user AS actor, r.resource, r.namespace,
  CASE WHEN instr(r.request_uri, '?') THEN substr(r.request_uri, instr(r.request_uri, '?') + 1) END
    AS selector, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb = 'deletecollection'
  AND (coalesce(:controllers, 0) <> 0
    OR coalesce(r.user, '') NOT IN controllers)
ORDER BY r.event_id
