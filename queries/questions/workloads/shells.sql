-- Who entered a container
-- why: exec, attach, debug containers and port forwards reach what runs, past every review.
-- row: one session; its command where the request named one.
-- kinds: pods
SELECT r.time, r.user AS actor, r.impersonated_user AS impersonated,
  'pods/' || r.subresource AS resource, r.namespace, r.name, r.outcome, r.code,
  (SELECT group_concat(replace(replace(replace(substr(p.value, 9), '%2F', '/'), '%20', ' '), '+',
      ' '), ' ')
    FROM (SELECT '["' || replace(replace(replace(substr(r.request_uri,
        instr(r.request_uri, '?') + 1), '\', '%5C'), '"', '%22'), '&', '","') || '"]' AS list) AS q,
      json_each(CASE WHEN json_valid(q.list) THEN q.list END) AS p
    WHERE p.value GLOB 'command=*') AS command,
  r.duration_us / 1000 AS milliseconds, r.source_ip, r.audit_id
FROM requests AS r
WHERE r.resource = 'pods'
  AND r.subresource IN ('exec', 'attach', 'portforward', 'ephemeralcontainers')
  AND r.verb NOT IN ('list', 'watch')
ORDER BY r.event_id
