-- Where the log falls silent
-- why: A quiet minute in a busy cluster is a lost file, a restarted server, or somebody who
--   turned the log off. spoor gaps judges; this only measures.
-- row: a stretch without any request, the longest first.
-- param longer duration = 30: how long it is at least, in seconds
SELECT (SELECT time FROM main.events WHERE event_id = before_id) AS start,
  (SELECT time FROM main.events WHERE event_id = after_id) AS end,
  microseconds / 1000000 AS seconds
FROM (
  SELECT before_id, after_id,
    (SELECT time_us FROM main.events WHERE event_id = after_id)
      - (SELECT time_us FROM main.events WHERE event_id = before_id) AS microseconds
  FROM (
    SELECT lag(event_id) OVER (ORDER BY event_id) AS before_id, event_id AS after_id
    FROM requests
  )
  -- An id holds the time to the tick of the log's clock, a second at most.
  WHERE (after_id >> 11) - (before_id >> 11) >= coalesce(:longer, 30) * 1000000 - 999999
)
WHERE microseconds >= coalesce(:longer, 30) * 1000000
ORDER BY microseconds DESC, before_id
