-- Who ended workloads
-- why: Deletions, evictions and deletions of collections stop what runs. The kubelet that
--   finishes them and the garbage collector are left out: they only follow.
-- row: one request that ended a workload or meant to.
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
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name,
  CASE WHEN r.verb = 'deletecollection' THEN substr(r.request_uri, instr(r.request_uri, '?') + 1)
    END AS selector, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE ((r.verb IN ('delete', 'deletecollection') AND r.subresource IS NULL
    AND r.resource IN ('pods', 'deployments', 'daemonsets', 'statefulsets', 'replicasets', 'jobs',
      'cronjobs', 'replicationcontrollers'))
    OR (r.verb = 'create' AND r.resource = 'pods' AND r.subresource = 'eviction'))
  AND r.actor_kind <> 'node'
  AND coalesce(r.user, '') NOT IN controllers
  AND coalesce(r.user, '') <> 'system:kube-controller-manager'
ORDER BY r.event_id
