internal import SQLite

/// What one run added to one source.
public struct IngestStretch: Sendable, Equatable {
  /// The source.
  public let source: Int64
  /// Where in its unpacked bytes the run began, and where it ended.
  public let range: Range<Int64>
  /// Whether the run came to the source's end, as it was then.
  public let isEnd: Bool

  /// All of a case, in the order of the runs and of the sources within them.
  public static func all(path: String) throws(CaseError) -> [IngestStretch] {
    let connection = try CaseFile.openForReading(path)
    return try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try connection.prepare(
        """
        SELECT source_id, from_byte, to_byte, is_end FROM ingest_source
        ORDER BY ingest_id, ordinal
        """)
      var stretches: [IngestStretch] = []
      while try rows.step() {
        let (from, to) = (rows.integer(1), rows.integer(2))
        stretches.append(
          IngestStretch(
            source: rows.integer(0), range: from..<max(from, to), isEnd: rows.integer(3) == 1))
      }
      return stretches
    }
  }
}
