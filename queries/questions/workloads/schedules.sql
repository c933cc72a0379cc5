-- What was set up to run again and again
-- why: A CronJob or DaemonSet comes back after every clean-up: a quiet way to stay.
-- row: one CronJob or DaemonSet that was created, changed or deleted.
-- kinds: cronjobs daemonsets
SELECT r.time, r.user AS actor, r.verb, r.resource, r.namespace, r.name,
  (SELECT group_concat(DISTINCT c.image) FROM body_container AS c WHERE c.event_id = r.event_id)
    AS images, r.outcome, r.code, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource IN ('cronjobs', 'daemonsets') AND r.subresource IS NULL
  AND r.verb NOT IN ('get', 'list', 'watch')
ORDER BY r.event_id
