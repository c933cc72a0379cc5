-- Who read which Secret
-- why: A Secret that was read by the wrong one is to be replaced. A list or watch reads every
--   Secret in its reach, so it stands here with * for the name.
-- row: one actor and one Secret, and how often it was read or refused.
-- kinds: secrets
-- param secret glob = '*': only Secrets of such a name; lists and watches stay
WITH grouped AS (
  SELECT user, impersonated_user, verb, namespace, name, count(*) AS requests,
    sum(outcome = 'allowed') AS allowed, sum(outcome = 'denied') AS denied,
    sum(outcome = 'failed') AS failed,
    min(event_id) AS first_id, max(event_id) AS last_id,
    group_concat(DISTINCT source_ip) AS source_ips
  FROM requests
  WHERE resource = 'secrets' AND subresource IS NULL AND verb IN ('get', 'list', 'watch')
    AND (name IS NULL OR name GLOB coalesce(:secret, '*'))
  GROUP BY user, impersonated_user, verb, namespace, name
)
SELECT user AS actor, impersonated_user AS impersonated, verb,
  coalesce(namespace, '*') AS namespace,
  coalesce(name, '*') AS name, requests, allowed, denied, failed,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last, source_ips
FROM grouped
ORDER BY first_id, name
