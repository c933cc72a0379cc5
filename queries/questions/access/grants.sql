-- Which roles were granted to whom
-- why: The rights of a subject are the sum of its bindings. This needs the bodies of
--   bindings, which the audit policy must have kept.
-- row: one subject of one binding that was created or changed.
-- kinds: rolebindings clusterrolebindings
-- level: Request
-- param role glob = '*': only roles of such a name
-- param subject glob = '*': only subjects of such a name
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, g.role_kind, g.role_name,
  g.subject_kind, g.subject_namespace, g.subject_name, r.outcome, r.audit_id
FROM body_grant AS g JOIN requests AS r USING (event_id)
WHERE coalesce(g.role_name, '') GLOB coalesce(:role, '*')
  AND coalesce(g.subject_name, '') GLOB coalesce(:subject, '*')
ORDER BY r.event_id, g.subject_kind, g.subject_namespace, g.subject_name
