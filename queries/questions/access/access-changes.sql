-- Who changed access rights
-- why: A role, a binding or a service account outlives the credential that made it: this is
--   how an intruder stays.
-- row: one request that created, changed or deleted a role, a binding or a service account,
--   the refused ones too; what was granted, where the body was kept.
-- kinds: rolebindings clusterrolebindings roles clusterroles serviceaccounts
-- param system integer = 0: 1 to have what the API server and controllers keep up, too
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
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated, r.verb, r.resource,
  r.namespace, r.name, r.outcome, r.code,
  (SELECT group_concat(g.role_kind || '/' || g.role_name || ' to ' || g.subject_kind || '/' ||
      coalesce(g.subject_namespace || '/', '') || g.subject_name, ', ')
    FROM body_grant AS g WHERE g.event_id = r.event_id) AS granted,
  r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND (r.api_group = 'rbac.authorization.k8s.io'
    OR (r.resource = 'serviceaccounts' AND r.subresource IS NULL))
  AND (coalesce(:system, 0) <> 0
    OR (coalesce(r.user, '') NOT IN ('system:apiserver', 'system:kube-controller-manager')
      AND coalesce(r.user, '') NOT IN controllers))
ORDER BY r.event_id
