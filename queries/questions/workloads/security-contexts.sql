-- Containers whose security context gives something away
-- why: Added capabilities, privilege escalation and the user root are the small change of an
--   escape.
-- row: one container that asked for any of these.
-- kinds: pods deployments daemonsets statefulsets replicasets jobs cronjobs
-- level: Request
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace,
  coalesce(r.name, (SELECT b.name FROM body_name AS b WHERE b.event_id = r.event_id)) AS name,
  c.name AS container, json_extract(c.security_context, '$.capabilities.add') AS capabilities,
  json_extract(c.security_context, '$.allowPrivilegeEscalation') AS escalation,
  json_extract(c.security_context, '$.runAsUser') AS run_as_user, r.outcome, r.audit_id
FROM body_container AS c JOIN requests AS r USING (event_id)
WHERE json_valid(c.security_context)
  AND (json_extract(c.security_context, '$.capabilities.add[0]') IS NOT NULL
    OR json_extract(c.security_context, '$.allowPrivilegeEscalation') = 1
    OR json_extract(c.security_context, '$.runAsUser') = 0)
ORDER BY r.event_id, c.name
