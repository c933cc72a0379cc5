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
        file_bytes, state, sha256, resume_offset, resume_line, resume_column, resume_containers,
        events, requests, duplicates, conflicts, rejected, salvaged, bytes_events,
        bytes_duplicates, bytes_salvaged, bytes_rejected, bytes_other, first_us, last_us,
        evidence, max_record FROM source s WHERE (path = ? OR file_bytes = ?) ORDER BY source_id
        """)
      try rows.bind(path, at: 1)
      try rows.bind(fileBytes, at: 2)
      let pruned = try PrunedSource.all(connection)
      var known: [KnownSource] = []
      while try rows.step() { known.append(try source(rows, pruned[rows.integer(0)])) }
      return known
    }
  }

  private func source(
    _ row: Statement, _ pruned: PrunedSource?
  ) throws(SQLiteError) -> KnownSource {
    KnownSource(
      id: row.integer(0), path: row.text(1), cluster: row.text(2), fileBytes: row.integer(3),
      isComplete: row.integer(4) != 0, isSkipped: row.integer(4) == 2,
      sha256: row.isNull(5) ? nil : row.blob(5), tally: Tally(row, from: 10),
      resume: FramingState(
        offset: row.integer(6), line: row.integer(7), column: row.integer(8),
        containers: row.text(9)),
      keepsEvidence: row.text(23) == "keep", maxRecord: Int(row.integer(24)),
      blockLengths: try blockLengths(of: row.integer(0)), pruned: pruned)
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
