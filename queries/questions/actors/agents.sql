-- Which programs each actor uses
-- why: The user agent is the client's own word, so it proves nothing. But a service account
--   that suddenly says kubectl or curl is in somebody's hands.
-- row: one actor and one program, the part of the user agent before the first blank.
-- param agent glob = '*': only such programs, as in kubectl/*
WITH tuples AS (
  -- By the numbers of tuples first, for a sort of millions of texts takes long.
  SELECT count(*) AS requests, min(e.event_id) AS first_id, max(e.event_id) AS last_id
  FROM requests AS r JOIN event AS e ON e.event_id = r.event_id
  GROUP BY e.actor_id, e.client_id
),
grouped AS (
  SELECT v.user, v.actor_kind, v.user_agent, sum(t.requests) AS requests,
    min(t.first_id) AS first_id, max(t.last_id) AS last_id
  FROM tuples AS t JOIN main.events AS v ON v.event_id = t.first_id
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
