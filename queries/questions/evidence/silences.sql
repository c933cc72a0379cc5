-- Where the log falls silent
-- why: A quiet minute in a busy cluster is a lost file, a restarted server, or somebody who
--   turned the log off. spoor gaps judges; this only measures.
-- row: a stretch without any request, the longest first.
-- param longer duration = 30: how long it is at least, in seconds
SELECT (SELECT time FROM main.events WHERE event_id = before_id) AS start,
  (SELECT time FROM main.events WHERE event_id = after_id) AS end,
  microseconds / 1000000 AS seconds
FROM (
  SELECT lag(event_id) OVER (ORDER BY event_id) AS before_id, event_id AS after_id,
    time_us - lag(time_us) OVER (ORDER BY event_id) AS microseconds
  FROM requests
)
WHERE microseconds >= coalesce(:longer, 30) * 1000000
ORDER BY microseconds DESC, before_id
