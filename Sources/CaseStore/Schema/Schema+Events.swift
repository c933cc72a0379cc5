extension Schema {
  /// Tables of texts: a row is a whole tuple.
  ///
  /// A tuple may stand twice, so group by text, not by number.
  static let tuples = [
    """
    -- Who: the authenticated user and whom it impersonated.
    CREATE TABLE actor (
      actor_id INTEGER PRIMARY KEY,
      user TEXT,
      user_uid TEXT,
      user_groups TEXT,           -- a JSON array
      kind INTEGER NOT NULL,      -- 0 user, 1 serviceaccount, 2 node, 3 component, 4 anonymous,
                                  -- 5 unauthenticated
      credential_id TEXT,
      pod_name TEXT,              -- the pod a token was bound to
      node_name TEXT,
      extra TEXT,                 -- user.extra, a JSON object
      impersonated_user TEXT,
      impersonated TEXT           -- impersonatedUser, a JSON object
    )
    """,
    """
    -- What sort of request.
    CREATE TABLE operation (
      operation_id INTEGER PRIMARY KEY,
      verb TEXT,
      api_group TEXT,
      api_version TEXT,
      resource TEXT,
      subresource TEXT
    )
    """,
    """
    -- What it was about.
    CREATE TABLE object (
      object_id INTEGER PRIMARY KEY,
      namespace TEXT,
      name TEXT,
      request_uri TEXT,           -- whole, unless it begins with the path that operation,
                                  -- namespace and name make
      uri_rest TEXT               -- then what follows that path
    )
    """,
    """
    -- How it was answered.
    CREATE TABLE result (
      result_id INTEGER PRIMARY KEY,
      code INTEGER,
      status_reason TEXT,
      status_message TEXT,
      decision TEXT,
      decision_reason TEXT,
      annotations TEXT,           -- a JSON object; null if the two above are all there is
      outcome INTEGER NOT NULL,   -- 0 allowed, 1 denied, 2 failed, 3 pending
      refused_by INTEGER          -- 1 authentication, 2 authorization, 3 admission
    )
    """,
    """
    -- Where it came from.
    CREATE TABLE client (
      client_id INTEGER PRIMARY KEY,
      source_ip TEXT,             -- the last address, the only one no client can forge
      source_ips TEXT,            -- a JSON array
      user_agent TEXT
    )
    """,
  ]

  /// The events themselves, and what accelerates finding them.
  static let events = [
    """
    -- Audit events. The id is the time the request was received, microseconds
    -- since 1970, shifted left by 11 bits, plus a slot that starts at a hash of
    -- the request. Read the views `events` and `requests` instead.
    CREATE TABLE event (
      event_id INTEGER PRIMARY KEY,
      audit_id,                   -- 16 bytes if a canonical UUID, else text
      flags INTEGER NOT NULL,     -- 1 latest stage of its request, 2 conflict, 4 salvaged, 8 dry run;
                                  -- bits 4 to 6: stage (0 RequestReceived, 1 ResponseComplete,
                                  -- 2 ResponseStarted, 3 Panic, 4 unknown); bits 7 to 9: level
                                  -- (0 None, 1 Metadata, 2 Request, 3 RequestResponse, 4 unknown);
                                  -- bits 10 to 12: decimals that the time lacks; bits 13 to 15:
                                  -- those that stage_time lacks
      stage_offset INTEGER,       -- stage time − time, microseconds (since 1970 if there is no time)
      actor_id INTEGER NOT NULL,
      operation_id INTEGER NOT NULL,
      object_id INTEGER NOT NULL,
      result_id INTEGER NOT NULL,
      client_id INTEGER NOT NULL,
      source_id INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,  -- in the decompressed source
      byte_length INTEGER NOT NULL,
      body_length INTEGER NOT NULL   -- of its bodies, bytes
    )
    """,
    """
    -- Texts of the few events whose times, stage or level no column can hold,
    -- or whose time is not shown whole, its tick being crowded.
    CREATE TABLE event_text (
      event_id INTEGER PRIMARY KEY,
      time TEXT,
      stage_time TEXT,
      stage TEXT,
      level TEXT
    )
    """,
    """
    -- Which of the events in one record of a shipper an event is, where it is
    -- not the first: it lies in the record at its place as a string.
    CREATE TABLE event_item (
      event_id INTEGER PRIMARY KEY,
      item INTEGER NOT NULL       -- counted from 0
    )
    """,
    """
    -- Salvaged events, whose whole copy may still come.
    CREATE TABLE event_salvaged (
      event_id INTEGER PRIMARY KEY,
      audit_hash INTEGER NOT NULL
    )
    """,
    """
    -- Salvaged events that went when their whole copy came, or the rest of the
    -- file: look-ups may still name them.
    CREATE TABLE event_gone (
      event_id INTEGER PRIMARY KEY
    )
    """,
    """
    -- How many events of each stage and level, kept with every commit.
    CREATE TABLE case_count (
      stage INTEGER NOT NULL,
      level INTEGER NOT NULL,
      events INTEGER NOT NULL,
      PRIMARY KEY (stage, level)
    ) WITHOUT ROWID
    """,
    """
    -- How finely rows were placed in time: 0 microseconds, 1 milliseconds,
    -- 2 seconds, 3 no time. With more than one, copies are sought in each.
    CREATE TABLE case_clock (
      clock INTEGER PRIMARY KEY
    )
    """,
    """
    -- Segments of look-ups, each over the events of one commit.
    CREATE TABLE segment (
      segment_id INTEGER PRIMARY KEY,
      events INTEGER NOT NULL,    -- how many events it covers
      buckets INTEGER NOT NULL,   -- how many buckets each kind of key has
      object_buckets INTEGER NOT NULL
    )
    """,
    """
    -- Look-ups: which events, or object tuples, have a key. They accelerate
    -- only; no view needs them.
    CREATE TABLE lookup (
      lookup_id INTEGER PRIMARY KEY,  -- kind << 56 | segment << 24 | bucket
      postings BLOB NOT NULL
    )
    """,
  ]

  /// The tables of `facts`.
  static let factTables = [
    "body_container", "body_pod", "body_grant", "body_role_rule", "body_patch", "body_name",
  ]

  /// Finds the creation of an object whose name the server made.
  static let nameIndex = "CREATE INDEX body_name_name ON body_name (name)"

  /// What bodies say, so that questions need no body.
  static let facts = [
    """
    -- Containers that workloads asked to run.
    CREATE TABLE body_container (
      event_id INTEGER NOT NULL,
      role TEXT NOT NULL,         -- container, init, ephemeral
      name TEXT,
      image TEXT,
      privileged INTEGER,         -- null where the body does not say
      security_context TEXT       -- a JSON object
    )
    """,
    """
    -- Pods, and the pods that workloads' templates make.
    CREATE TABLE body_pod (
      event_id INTEGER NOT NULL,
      host_network INTEGER NOT NULL,
      host_pid INTEGER NOT NULL,
      host_ipc INTEGER NOT NULL,
      service_account TEXT,
      node_name TEXT,
      host_paths TEXT,            -- a JSON array
      security_context TEXT       -- a JSON object
    )
    """,
    """
    -- Subjects that bindings gave roles to.
    CREATE TABLE body_grant (
      event_id INTEGER NOT NULL,
      role_kind TEXT,
      role_name TEXT,
      subject_kind TEXT,
      subject_namespace TEXT,
      subject_name TEXT
    )
    """,
    """
    -- Rules of roles; the lists of one row belong together, each a JSON array.
    CREATE TABLE body_role_rule (
      event_id INTEGER NOT NULL,
      verbs TEXT,
      api_groups TEXT,
      resources TEXT,
      resource_names TEXT,
      non_resource_urls TEXT
    )
    """,
    """
    -- Patches in short: the values they set.
    CREATE TABLE body_patch (
      event_id INTEGER PRIMARY KEY,
      summary TEXT NOT NULL
    )
    """,
    """
    -- Names that the server made of `generateName`.
    CREATE TABLE body_name (
      event_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    )
    """,
    "CREATE INDEX body_container_event ON body_container (event_id)",
    "CREATE INDEX body_pod_event ON body_pod (event_id)",
    "CREATE INDEX body_grant_event ON body_grant (event_id)",
    "CREATE INDEX body_role_rule_event ON body_role_rule (event_id)",
    nameIndex,
  ]
}
