-- Who made things reachable
-- why: A Service, an Ingress or a route is a way in, and a Service that was changed leads its
--   callers elsewhere.
-- row: one request that wrote one of these.
-- kinds: services ingresses
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, r.outcome, r.code,
  r.source_ip, r.audit_id
FROM requests AS r
WHERE r.verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')
  AND r.subresource IS NULL
  AND r.resource IN ('services', 'ingresses', 'httproutes', 'tcproutes', 'tlsroutes', 'grpcroutes',
    'gateways', 'routes', 'ingressroutes', 'virtualservices')
ORDER BY r.event_id
