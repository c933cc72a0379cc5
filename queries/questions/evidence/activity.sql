-- How much happened when
-- why: Bursts and silences show before one knows what to look for.
-- row: one stretch of time in which anything was asked, and how it was answered.
-- param every duration = 60: how long a stretch is, in seconds
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', start, 'unixepoch') AS start, requests, allowed, denied,
  failed, pending
FROM (
  SELECT time_us / 1000000 / max(coalesce(:every, 60), 1) * max(coalesce(:every, 60), 1) AS start,
    count(*) AS requests, sum(outcome = 'allowed') AS allowed, sum(outcome = 'denied') AS denied,
    sum(outcome = 'failed') AS failed, sum(outcome = 'pending') AS pending
  FROM requests
  WHERE time_us IS NOT NULL
  GROUP BY 1
)
ORDER BY 1
