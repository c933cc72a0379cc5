-- Where the evidence comes from
-- why: An answer is as good as what was read: which files, how much of them, and what was wrong
--   with them.
-- row: one file, archive member or stream.
-- filters: none, as it is about files
SELECT source_id, path,
  CASE WHEN source_id IN (SELECT source_id FROM pruned) THEN 'pruned'
    WHEN state = 0 THEN 'unfinished' WHEN state = 1 THEN 'complete' ELSE 'skipped' END AS state,
  source_format, compression, file_bytes, json_bytes, events, requests, duplicates, conflicts,
  rejected, salvaged,
  strftime('%Y-%m-%dT%H:%M:%S', first_us / 1000000, 'unixepoch')
    || printf('.%06dZ', first_us % 1000000) AS first,
  strftime('%Y-%m-%dT%H:%M:%S', last_us / 1000000, 'unixepoch')
    || printf('.%06dZ', last_us % 1000000) AS last,
  lower(hex(sha256)) AS sha256, damage
FROM source
ORDER BY source_id
