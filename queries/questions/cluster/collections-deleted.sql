-- Who deleted whole collections
-- why: One request without a name can take everything that a selector covers. The namespace
--   controller does it to every kind when a namespace is deleted, and is left out.
-- row: one deletecollection, with its selector.
-- param controllers integer = 0: 1 to have controllers, too
SELECT r.time, r.user AS actor, r.resource, r.namespace,
  CASE WHEN instr(r.request_uri, '?') THEN substr(r.request_uri, instr(r.request_uri, '?') + 1) END
    AS selector, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb = 'deletecollection'
  AND (coalesce(:controllers, 0) <> 0
    OR coalesce(r.user, '') NOT GLOB 'system:serviceaccount:kube-system:*-controller')
ORDER BY r.event_id
