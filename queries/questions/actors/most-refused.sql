-- Who is refused most
-- why: Whoever has a stolen credential tries what it may do. A program that was set up wrong
--   is refused as often, but always the same thing: see how many different things it was.
-- row: one actor that was refused, the most refused first.
WITH grouped AS (
  SELECT user, source_ip, count(*) AS refused, count(DISTINCT verb || ' ' ||
      coalesce(resource, request_uri) || ' ' || coalesce(namespace, '')) AS things,
    sum(refused_by = 'authentication') AS authentication,
    sum(refused_by = 'authorization') AS authorization,
    sum(refused_by = 'admission') AS admission,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE outcome = 'denied'
  GROUP BY user, source_ip
)
SELECT user AS actor, source_ip, refused, things, authentication, authorization, admission,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM grouped
ORDER BY refused DESC, actor, source_ip
