-- Who reached pods, services and nodes through the API server
-- why: A proxy or port forward passes network policies by, and nodes/proxy is the kubelet's own
--   interface, where any container can be entered.
-- row: one request for a proxy or port forward.
SELECT r.time, r.user AS actor, r.verb, r.resource || '/' || r.subresource AS resource,
  r.namespace, r.name, r.outcome, r.code, r.request_uri, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.subresource IN ('proxy', 'portforward')
ORDER BY r.event_id
