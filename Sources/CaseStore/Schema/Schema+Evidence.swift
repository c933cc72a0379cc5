extension Schema {
  /// Tables of what was read, and what proves it.
  static let evidence = [
    """
    -- Clusters that evidence was attributed to with `--cluster`; the first row,
    -- with an empty name, stands for evidence without it.
    CREATE TABLE cluster (
      cluster_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    )
    """,
    """
    -- Runs of `spoor ingest` and `spoor prune`.
    CREATE TABLE ingest (
      ingest_id INTEGER PRIMARY KEY,
      started TEXT NOT NULL,      -- RFC 3339, UTC
      ended TEXT,                 -- null while it runs, or if it was killed
      tool TEXT NOT NULL,         -- name and version of the program
      head BLOB                   -- the chain's head at its end
    )
    """,
    """
    -- Files, archive members and streams that evidence was read from.
    CREATE TABLE source (
      source_id INTEGER PRIMARY KEY,
      cluster_id INTEGER NOT NULL,
      path TEXT NOT NULL,         -- as found; `-` for standard input; `ARCHIVE!MEMBER`
      state INTEGER NOT NULL,     -- 0 being read, 1 complete, 2 skipped: no audit event in it
                                  -- (a complete source that is read on is 0 again)
      file_bytes INTEGER NOT NULL,  -- as on disk
      modified_us INTEGER,        -- modification time, microseconds since 1970
      sha256 BLOB,                -- of the file's bytes
      archive_sha256 BLOB,        -- of the archive it lies in; null if in none
      compression TEXT NOT NULL,  -- none, gzip, zstd, xz, bzip2, lz4
      source_format TEXT NOT NULL,  -- the wrappers recognised, with commas between
      evidence TEXT NOT NULL,     -- keep: blocks are stored; reference: only their digests
      tool TEXT NOT NULL,         -- version of the program that read it
      max_record INTEGER NOT NULL,  -- the longest event that was accepted, bytes
      json_bytes INTEGER NOT NULL,  -- unpacked bytes accounted for
      resume_offset INTEGER NOT NULL,  -- where reading would go on: json_bytes, or the start of
                                       -- a record that broke off there
      resume_line INTEGER NOT NULL,
      resume_column INTEGER NOT NULL,
      resume_containers TEXT NOT NULL,
      events INTEGER NOT NULL DEFAULT 0,      -- rows added
      requests INTEGER NOT NULL DEFAULT 0,    -- requests first seen here
      duplicates INTEGER NOT NULL DEFAULT 0,  -- copies of events already in the case
      conflicts INTEGER NOT NULL DEFAULT 0,   -- rows that contradict another copy
      rejected INTEGER NOT NULL DEFAULT 0,
      salvaged INTEGER NOT NULL DEFAULT 0,
      bytes_events INTEGER NOT NULL DEFAULT 0,  -- these five add up to json_bytes
      bytes_duplicates INTEGER NOT NULL DEFAULT 0,
      bytes_salvaged INTEGER NOT NULL DEFAULT 0,
      bytes_rejected INTEGER NOT NULL DEFAULT 0,
      bytes_other INTEGER NOT NULL DEFAULT 0,
      first_us INTEGER,           -- earliest request received, microseconds since 1970
      last_us INTEGER,            -- latest request received
      notes TEXT NOT NULL DEFAULT '',  -- what wrappers lost or changed, one a line
      damage TEXT                 -- what was wrong with the file, null if nothing
    )
    """,
    """
    -- What tells a source's cluster from others: who speaks in it.
    CREATE TABLE source_sign (
      source_id INTEGER NOT NULL,
      user TEXT NOT NULL,         -- a node, or a service account of kube-system
      uid TEXT NOT NULL,          -- of the service account; empty for a node
      PRIMARY KEY (source_id, user, uid)
    ) WITHOUT ROWID
    """,
    """
    -- The stretch of each source that a run added.
    CREATE TABLE ingest_source (
      ingest_id INTEGER NOT NULL,
      source_id INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,   -- its place in the run
      from_byte INTEGER NOT NULL,
      to_byte INTEGER NOT NULL,
      is_end INTEGER NOT NULL,    -- 1 if the run came to the source's end
      PRIMARY KEY (ingest_id, source_id)
    ) WITHOUT ROWID
    """,
    """
    -- Stretches of evidence, packed with zstd, addressed by their content.
    CREATE TABLE block (
      block_id INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE,  -- of the packed bytes
      json_bytes INTEGER NOT NULL,  -- unpacked length
      packed BLOB                   -- null where evidence is only referenced
    )
    """,
    """
    -- Which blocks, in order, make a source's decompressed bytes.
    CREATE TABLE source_block (
      source_id INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,   -- offset in the source = ordinal × 1 MiB
      block_id INTEGER NOT NULL,
      PRIMARY KEY (source_id, ordinal)
    ) WITHOUT ROWID
    """,
    """
    -- Stretches that could not be read as events. Reason 9 is a record that has
    -- base64 of gzip in it, which is damaged; what comes before the damage made
    -- events, whose bytes are counted here.
    CREATE TABLE rejected (
      rejected_id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,  -- in the decompressed source
      byte_length INTEGER NOT NULL,
      reason INTEGER NOT NULL,    -- 1 not JSON, 2 truncated, 3 malformed, 4 too long, 5 NUL bytes,
                                  -- 6 not an object, 7 no audit ID, 8 not an audit event
      fault_offset INTEGER NOT NULL,  -- where the scanner stopped
      is_tail INTEGER NOT NULL,   -- 1 if it reached the end, so a grown file may complete it
      is_salvaged INTEGER NOT NULL  -- 1 if some fields could be read and made an event, 2 if
                                  -- that was a copy of one
    )
    """,
    """
    -- Sources whose evidence was taken out with `spoor prune`. Their rows in
    -- `source` stay; of what they held nothing does.
    CREATE TABLE pruned (
      source_id INTEGER PRIMARY KEY,
      ingest_id INTEGER NOT NULL,  -- the run that took it out
      at TEXT NOT NULL,           -- RFC 3339, UTC
      who TEXT NOT NULL,          -- user@host
      tool TEXT NOT NULL,         -- name and version of the program
      choice TEXT NOT NULL,       -- the option that chose it, as it was typed
      events INTEGER NOT NULL,    -- rows it had
      blocks INTEGER NOT NULL,    -- blocks it had
      json_bytes INTEGER NOT NULL,  -- unpacked bytes it had
      head_before BLOB NOT NULL   -- the chain's head before the run
    )
    """,
    """
    -- The hash chain: head = SHA-256(previous head, kind, source, ordinal, digest).
    -- A fifth kind says that a source was pruned: ordinal is the run, digest the
    -- SHA-256 of its row in `pruned`. What the chain said of its blocks and
    -- rejected records before is no longer to be found.
    CREATE TABLE chain (
      entry INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL,      -- 1 block, 2 rejected record, 3 source, 4 rejected record
                                  -- taken back, the source having gone on
      source_id INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,   -- block ordinal, byte offset, or file bytes
      digest BLOB NOT NULL,       -- SHA-256 of a packed block; the numbers of a rejected
                                  -- record; SHA-256 of the row of a source at its end
      head BLOB NOT NULL
    )
    """,
  ]
}
