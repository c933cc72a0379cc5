-- Who was made an administrator
-- why: A binding to cluster-admin, admin or a group of masters ends every other limit.
-- row: one subject that was bound to such a role, everywhere or in one namespace.
-- kinds: rolebindings clusterrolebindings
-- level: Request
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, g.role_name,
  g.subject_kind, g.subject_namespace, g.subject_name, r.outcome, r.source_ip, r.audit_id
FROM body_grant AS g JOIN requests AS r USING (event_id)
WHERE g.role_kind = 'ClusterRole' AND g.role_name IN ('cluster-admin', 'admin')
ORDER BY r.event_id, g.subject_kind, g.subject_namespace, g.subject_name
