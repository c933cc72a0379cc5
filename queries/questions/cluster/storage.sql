-- Who deleted or changed storage
-- why: A deleted claim or volume may be the data itself; a snapshot is a copy of it to take
--   away. What controllers write is left out.
-- row: one request that wrote a volume, a claim, a snapshot or a storage class.
SELECT r.time, r.user AS actor, r.verb,
  r.resource || coalesce('/' || r.subresource, '') AS resource, r.namespace, r.name,
  CASE WHEN r.verb = 'deletecollection' THEN substr(r.request_uri, instr(r.request_uri, '?') + 1)
    END AS selector, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource IN ('persistentvolumes', 'persistentvolumeclaims', 'volumesnapshots',
    'volumesnapshotcontents', 'storageclasses')
  AND r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.actor_kind IN ('user', 'serviceaccount')
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller'
  AND coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-binder'
ORDER BY r.event_id
