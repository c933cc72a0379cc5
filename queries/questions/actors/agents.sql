-- Which programs each actor uses
-- why: The user agent is the client's own word, so it proves nothing. But a service account
--   that suddenly says kubectl or curl is in somebody's hands.
-- row: one actor and one program, the part of the user agent before the first blank.
-- param agent glob = '*': only such programs, as in kubectl/*
WITH grouped AS (
  SELECT user, actor_kind, user_agent, count(*) AS requests,
    min(event_id) AS first_id, max(event_id) AS last_id
  FROM requests
  WHERE coalesce(user_agent, '') GLOB coalesce(:agent, '*')
  GROUP BY user, actor_kind, user_agent
)
SELECT actor, actor_kind, program, requests, agents,
  (SELECT time FROM main.events WHERE event_id = first_id) AS first,
  (SELECT time FROM main.events WHERE event_id = last_id) AS last
FROM (
  SELECT user AS actor, actor_kind,
    substr(user_agent, 1, instr(user_agent || ' ', ' ') - 1) AS program,
    sum(requests) AS requests, count(*) AS agents, min(first_id) AS first_id,
    max(last_id) AS last_id
  FROM grouped
  GROUP BY 1, 2, 3
)
ORDER BY actor, requests DESC, program
