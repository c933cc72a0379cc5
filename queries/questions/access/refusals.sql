-- What was refused, to whom, and by what
-- why: Refusals show intent: what somebody wanted and could not have.
-- row: one actor at one address with one verb on one resource in one namespace.
-- param by glob = '*': only refusals by authentication, authorization or admission
WITH grouped AS (
  SELECT user, source_ip, verb, resource, subresource, namespace, refused_by, count(*) AS requests,
    count(DISTINCT name) AS names, min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE outcome = 'denied' AND coalesce(refused_by, '') GLOB coalesce(:by, '*')
  GROUP BY user, source_ip, verb, resource, subresource, namespace, refused_by
)
SELECT user AS actor, source_ip, verb, resource || coalesce('/' || subresource, '') AS resource,
  namespace, refused_by, requests, names,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last,
  (SELECT status_message FROM main.events WHERE event_id = last_id) AS message
FROM grouped
ORDER BY first_id
