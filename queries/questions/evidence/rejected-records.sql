-- What could not be read, and why
-- why: A record that is no JSON may be a broken disk, a broken pipeline, or a hand in the file.
-- row: one source and one reason.
-- filters: none, as what cannot be read has no actor
SELECT s.path AS source, CASE r.reason WHEN 1 THEN 'not JSON' WHEN 2 THEN 'truncated'
    WHEN 3 THEN 'malformed JSON' WHEN 4 THEN 'too long' WHEN 5 THEN 'NUL bytes'
    WHEN 6 THEN 'not an object' WHEN 7 THEN 'no audit ID' WHEN 8 THEN 'not an audit event'
    ELSE 'damaged gzip in base64' END AS reason,
  count(*) AS records, sum(r.byte_length) AS bytes, min(r.line) AS first_line,
  max(r.line) AS last_line
FROM rejected AS r JOIN source AS s USING (source_id)
GROUP BY s.source_id, s.path, r.reason
ORDER BY s.source_id, r.reason
