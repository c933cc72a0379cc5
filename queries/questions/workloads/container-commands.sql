-- What containers were told to run
-- why: A harmless image with a shell for its command is a tool. The commands stand in bodies
--   only, so this reads them one by one: narrow it down with filters. What controllers make of
--   a template is left out: the template's author is here.
-- row: one container with a command or arguments of its own.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- needs: spoor
-- level: Request
-- param controllers integer = 0: 1 to have what controllers make of templates, too
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
asked AS MATERIALIZED (
  SELECT r.event_id, r.time, r.user, r.verb, r.resource, r.namespace, r.name, r.outcome, r.audit_id,
    event_json(r.event_id) AS body
  FROM requests AS r
  WHERE r.event_id IN (SELECT event_id FROM body_container)
    AND (coalesce(:controllers, 0) <> 0 OR coalesce(r.user, '') NOT IN controllers)
),
bodies AS MATERIALIZED (
  SELECT *, CASE WHEN json_valid(body) THEN json_extract(body, '$.requestObject') END AS object
  FROM asked
),
-- A pod, or the pod of a template: of a workload, of a CronJob's job, of a PodTemplate.
pods AS MATERIALIZED (
  SELECT *, coalesce(json_extract(object, '$.spec.jobTemplate.spec.template.spec'),
    json_extract(object, '$.spec.template.spec'), json_extract(object, '$.template.spec'),
    json_extract(object, '$.spec')) AS pod
  FROM bodies WHERE json_type(object) = 'object'
)
SELECT a.time, a.user AS actor, a.verb, a.resource, a.namespace,
  coalesce(a.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = a.event_id)) AS name,
  json_extract(c.value, '$.name') AS container, json_extract(c.value, '$.image') AS image,
  json_extract(c.value, '$.command') AS command, json_extract(c.value, '$.args') AS arguments,
  a.outcome, a.audit_id
FROM pods AS a, json_each('["containers", "initContainers", "ephemeralContainers"]') AS list,
  json_each(a.pod, '$.' || list.value) AS c
WHERE c.type = 'object' AND (json_extract(c.value, '$.command') IS NOT NULL
    OR json_extract(c.value, '$.args') IS NOT NULL)
ORDER BY a.event_id, list.key, container
