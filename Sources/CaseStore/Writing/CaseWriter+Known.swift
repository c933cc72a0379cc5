internal import LogBytes
internal import SQLite

extension CaseWriter {
  /// Sources of the case that have a size on disk, or a path: one of them may
  /// be the one about to be read.
  public func knownSources(path: String, fileBytes: Int64) throws(CaseError) -> [KnownSource] {
    try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try connection.prepare(
        """
        SELECT source_id, path, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id),
        file_bytes, state, sha256, json_bytes, resume_line, resume_column, resume_containers,
        events, requests, duplicates, conflicts, rejected, salvaged, bytes_events,
        bytes_duplicates, bytes_salvaged, bytes_rejected, bytes_other, first_us, last_us
        FROM source s WHERE (path = ? OR file_bytes = ?) ORDER BY source_id
        """)
      try rows.bind(path, at: 1)
      try rows.bind(fileBytes, at: 2)
      var known: [KnownSource] = []
      while try rows.step() { known.append(try source(rows)) }
      return known
    }
  }

  private func source(_ row: Statement) throws(SQLiteError) -> KnownSource {
    return KnownSource(
      id: row.integer(0), path: row.text(1), cluster: row.text(2), fileBytes: row.integer(3),
      isComplete: row.integer(4) != 0,
      isSkipped: row.integer(4) == 2, sha256: row.isNull(5) ? nil : row.blob(5), tally: Tally(row, from: 10),
      resume: try resume(of: row), blockLengths: try blockLengths(of: row.integer(0)))
  }

  /// A record that broke off at the end of the source is read again when more
  /// of the source is there.
  private func resume(of row: Statement) throws(SQLiteError) -> FramingState {
    var state = FramingState(
      offset: row.integer(6), line: row.integer(7), column: row.integer(8),
      containers: row.text(9))
    let tail = try connection.prepare(
      "SELECT byte_offset, line FROM rejected WHERE source_id = ? AND is_tail = 1")
    try tail.bind(row.integer(0), at: 1)
    if try tail.step() {
      state.offset = tail.integer(0)
      state.line = tail.integer(1)
      state.column = 0
    }
    return state
  }

  private func blockLengths(of source: Int64) throws(SQLiteError) -> [Int64] {
    let rows = try connection.prepare(
      """
      SELECT (SELECT json_bytes FROM block b WHERE b.block_id = s.block_id)
      FROM source_block s WHERE source_id = ? ORDER BY ordinal
      """)
    try rows.bind(source, at: 1)
    var lengths: [Int64] = []
    while try rows.step() { lengths.append(rows.integer(0)) }
    return lengths
  }

  /// The packed bytes of a block of a source, or nil where it is only referred
  /// to; then its digest tells.
  public func storedBlock(
    source: Int64, ordinal: Int64
  ) throws(CaseError) -> (packed: [UInt8]?, digest: [UInt8])? {
    try CaseError.wrapping { () throws(SQLiteError) in
      let row = try connection.prepare(
        """
        SELECT packed, sha256 FROM block WHERE block_id =
        (SELECT block_id FROM source_block WHERE source_id = ? AND ordinal = ?)
        """)
      try row.bind(source, at: 1)
      try row.bind(ordinal, at: 2)
      guard try row.step() else { return nil }
      return (row.isNull(0) ? nil : row.blob(0), row.blob(1))
    }
  }
}
