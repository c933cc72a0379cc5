-- Who read a Secret for the first time
-- why: Programs read the same Secrets every day. With --since the case before it is the past,
--   and what is left are the readings nobody is used to.
-- row: the first reading of a Secret (or of all in a namespace, *) by an actor.
-- kinds: secrets
WITH seen AS (
  SELECT min(event_id) AS first_id, count(*) AS requests
  FROM main.requests
  WHERE resource = 'secrets' AND subresource IS NULL AND verb IN ('get', 'list', 'watch')
    AND outcome = 'allowed'
  GROUP BY user, namespace, name
)
SELECT r.time, r.user AS actor, r.verb, coalesce(r.namespace, '*') AS namespace,
  coalesce(r.name, '*') AS name, seen.requests, r.source_ip, r.user_agent,
  r.credential_id AS credential, r.audit_id
FROM seen JOIN requests AS r ON r.event_id = seen.first_id
ORDER BY r.event_id
