-- Every image that was asked to run
-- why: What ran is what was asked for. Of a workload's image one wants to know the registry,
--   the tag, the digest, and who brought it in, when, and in what. The first part of a
--   reference is a registry if it has a dot or a colon or is localhost, else it is Docker's.
-- row: one image in one workload by one actor. What controllers make of a template is left out:
--   the template's author is here.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
-- param registry glob = '*': only images of such registries
-- param image glob = '*': only such references, as they were written
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
asked AS (
  SELECT image, event_id, role,
    substr(image, 1, instr(image || '@', '@') - 1) AS tagged,
    nullif(substr(image, instr(image || '@', '@') + 1), '') AS digest,
    substr(image, 1, instr(image || '/', '/') - 1) AS head
  FROM body_container
  WHERE image <> '' AND image GLOB coalesce(:image, '*')
),
parted AS (
  SELECT *, CASE WHEN instr(image, '/') > 0 AND (instr(head, '.') OR instr(head, ':')
      OR head = 'localhost') THEN head ELSE 'docker.io' END AS registry,
    -- A colon behind the last slash begins the tag; one in front of it is a port.
    substr(tagged, length(rtrim(tagged, replace(tagged, '/', ''))) + 1) AS last
  FROM asked
),
grouped AS (
  SELECT p.registry, p.image, p.tagged, p.last, p.digest, r.user, r.resource, r.namespace,
    coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = p.event_id)) AS name,
    group_concat(DISTINCT p.role) AS roles, count(DISTINCT p.event_id) AS requests,
    sum(r.outcome = 'allowed') > 0 AS allowed, min(p.event_id) AS first_id,
    max(p.event_id) AS last_id
  FROM parted AS p JOIN requests AS r USING (event_id)
  WHERE p.registry GLOB coalesce(:registry, '*')
    AND (coalesce(:controllers, 0) <> 0
      OR coalesce(r.user, '') NOT IN controllers)
  GROUP BY p.image, r.user, r.resource, r.namespace, 9
)
SELECT registry,
  CASE WHEN instr(tagged, registry || '/') = 1
    THEN substr(tagged, length(registry) + 2, length(tagged) - length(registry) - 1 -
      CASE WHEN instr(last, ':') THEN length(last) - instr(last, ':') + 1 ELSE 0 END)
    ELSE substr(tagged, 1, length(tagged) -
      CASE WHEN instr(last, ':') THEN length(last) - instr(last, ':') + 1 ELSE 0 END) END
    AS repository,
  CASE WHEN instr(last, ':') THEN substr(last, instr(last, ':') + 1) END AS tag, digest,
  user AS actor, resource, namespace, name, roles, allowed, requests,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last,
  (SELECT audit_id FROM main.events WHERE event_id = first_id) AS audit_id
FROM grouped
ORDER BY first_id, image, resource, name
