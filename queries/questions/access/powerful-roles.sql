-- Roles that allow more than they seem to
-- why: Wildcards, Secrets, exec, tokens, escalate, bind and impersonate each lead to all the
--   rest. The words of one rule belong together, so they are read rule by rule.
-- row: one rule of a role that was created or changed, and why it is powerful.
-- kinds: roles clusterroles
-- level: Request
WITH judged AS (
  SELECT event_id, verbs, api_groups, resources, resource_names,
    CASE
      WHEN verbs LIKE '%"*"%' AND resources LIKE '%"*"%' THEN 'everything'
      WHEN verbs LIKE '%"escalate"%' OR verbs LIKE '%"bind"%' THEN 'grants more than it has'
      WHEN verbs LIKE '%"impersonate"%' THEN 'acts as others'
      WHEN resources LIKE '%"secrets"%' AND (verbs LIKE '%"get"%' OR verbs LIKE '%"list"%'
        OR verbs LIKE '%"watch"%' OR verbs LIKE '%"*"%') THEN 'reads Secrets'
      WHEN resources LIKE '%serviceaccounts/token"%' THEN 'issues tokens'
      WHEN resources LIKE '%pods/exec"%' OR resources LIKE '%pods/attach"%'
        OR resources LIKE '%pods/ephemeralcontainers"%' THEN 'enters pods'
      WHEN resources LIKE '%nodes/proxy"%' THEN 'reaches kubelets'
      WHEN resources LIKE '%"*"%' THEN 'all resources'
      WHEN verbs LIKE '%"*"%' THEN 'all verbs'
    END AS why
  FROM body_role_rule
)
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name, j.why, j.verbs,
  j.api_groups, j.resources, j.resource_names, r.outcome, r.audit_id
FROM judged AS j JOIN requests AS r USING (event_id)
WHERE j.why IS NOT NULL
ORDER BY r.event_id, j.verbs, j.resources
