internal import AuditEvents
internal import SQLite

/// A case at a glance.
public struct CaseStatus: Sendable {
  /// A source of evidence.
  public struct Source: Sendable {
    /// Its number.
    public let id: Int64
    /// Where it was found.
    public let path: String
    /// The cluster it is attributed to; empty without one.
    public let cluster: String
    /// Its size on disk, bytes.
    public let fileBytes: Int64
    /// Unpacked bytes accounted for.
    public let jsonBytes: Int64
    /// SHA-256 of the file; nil while it is being read.
    public let sha256: [UInt8]?
    /// SHA-256 of the archive it lies in; nil if in none.
    public let archiveDigest: [UInt8]?
    /// `none`, `gzip`, `zstd`, `xz`, `bzip2` or `lz4`.
    public let compression: String
    /// The wrappers recognised, with commas between; empty without any event.
    public let format: String
    /// What wrappers lost or changed, a sentence each.
    public let notes: [String]
    /// Whether its bytes are in the case.
    public let keepsEvidence: Bool
    /// Whether it was read to its end.
    public let isComplete: Bool
    /// Whether no audit event was in it.
    public let isSkipped: Bool
    /// What it came to.
    public let tally: Tally
    /// What was wrong with the file; nil if nothing.
    public let damage: String?
    /// The longest event that was accepted, bytes.
    public let maxRecord: Int
    /// Whether its evidence was taken out, when and by whom; its tally is then
    /// what it held.
    public let pruned: PrunedSource?
  }

  /// The head of the evidence chain, 32 bytes; zeros if there is no evidence.
  public let head: [UInt8]
  /// The version of the schema.
  public let schemaVersion: Int32
  /// The sources, by number.
  public let sources: [Source]
  /// Rows added.
  public let events: Int64
  /// Requests first seen.
  public let requests: Int64
  /// The earliest and latest request received, microseconds since 1970.
  public let first: Int64?
  /// The latest request received, microseconds since 1970.
  public let last: Int64?
  /// Events by level and by stage, in the order of the audit schema.
  public let levels: [(name: String, events: Int64)]
  /// Events by stage, in the order of the audit schema.
  public let stages: [(name: String, events: Int64)]
  /// The clusters with evidence, in order.
  public let clusters: [String]

  /// Reads the status of a case.
  public init(path: String) throws(CaseError) {
    let connection = try CaseFile.openForReading(path)
    self = try CaseError.wrapping { () throws(SQLiteError) in
      // One state of the case, whatever an ingest adds meanwhile.
      try connection.transaction(.deferred) { () throws(SQLiteError) in
        try CaseStatus(connection)
      }
    }
  }

  private init(_ connection: Connection) throws(SQLiteError) {
    schemaVersion = try connection.userVersion
    let head = try connection.prepare("SELECT head FROM chain ORDER BY entry DESC LIMIT 1")
    self.head = try head.step() ? head.blob(0) : Array(repeating: 0, count: 32)
    sources = try Self.sources(connection)
    var total = Tally()
    for source in sources where !source.isSkipped && source.pruned == nil {
      total.add(source.tally)
    }
    events = total.events
    requests = total.requests
    first = total.first
    last = total.last
    clusters = Set(sources.filter { !$0.isSkipped && $0.pruned == nil }.map(\.cluster)).sorted()
    levels = try Self.counts(connection, by: "level") { number in
      (Level(rawValue: number) ?? .unknown).name ?? "(unknown)"
    }
    stages = try Self.counts(connection, by: "stage") { number in
      (Stage(rawValue: number) ?? .unknown).name ?? "(unknown)"
    }
  }

  private static func counts(
    _ connection: Connection, by column: StaticString, name: (UInt8) -> String
  ) throws(SQLiteError) -> [(name: String, events: Int64)] {
    let rows = try connection.prepare(
      "SELECT \(column), sum(events) FROM case_count GROUP BY 1 ORDER BY 1")
    var counts: [(name: String, events: Int64)] = []
    while try rows.step() {
      let count = rows.integer(1)
      if count > 0 { counts.append((name(UInt8(clamping: rows.integer(0))), count)) }
    }
    return counts
  }

  private static func sources(_ connection: Connection) throws(SQLiteError) -> [Source] {
    let rows = try connection.prepare(
      """
      SELECT source_id, path, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id),
      file_bytes, json_bytes, sha256, compression, source_format, evidence, state, events,
      requests, duplicates, conflicts, rejected, salvaged, bytes_events, bytes_duplicates,
      bytes_salvaged, bytes_rejected, bytes_other, first_us, last_us, damage, max_record,
      archive_sha256, notes
      FROM source s ORDER BY source_id
      """)
    let pruned = try PrunedSource.all(connection)
    var sources: [Source] = []
    while try rows.step() {
      sources.append(
        Source(
          id: rows.integer(0), path: rows.text(1), cluster: rows.text(2),
          fileBytes: rows.integer(3), jsonBytes: rows.integer(4),
          sha256: rows.isNull(5) ? nil : rows.blob(5),
          archiveDigest: rows.isNull(25) ? nil : rows.blob(25), compression: rows.text(6),
          format: rows.text(7), notes: rows.text(26).split(separator: "\n").map(String.init),
          keepsEvidence: rows.text(8) == "keep",
          isComplete: rows.integer(9) == 1, isSkipped: rows.integer(9) == 2,
          tally: Tally(rows, from: 10), damage: rows.optionalText(23),
          maxRecord: Int(rows.integer(24)), pruned: pruned[rows.integer(0)]))
    }
    return sources
  }
}

extension Tally {
  /// Reads the thirteen columns of a tally, in the order of the table.
  init(_ row: Statement, from column: Int32) {
    self.init()
    (events, requests) = (row.integer(column), row.integer(column + 1))
    (duplicates, conflicts) = (row.integer(column + 2), row.integer(column + 3))
    (rejected, salvaged) = (row.integer(column + 4), row.integer(column + 5))
    (bytesEvents, bytesDuplicates) = (row.integer(column + 6), row.integer(column + 7))
    (bytesSalvaged, bytesRejected) = (row.integer(column + 8), row.integer(column + 9))
    bytesOther = row.integer(column + 10)
    first = row.optionalInteger(column + 11)
    last = row.optionalInteger(column + 12)
  }
}
