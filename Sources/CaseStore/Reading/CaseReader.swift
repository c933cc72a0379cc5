public import SQLite

/// Reads a case.
///
/// It never changes one, and never creates one.
///
/// Questions put their SQL to `connection`; the look-ups find the rows of a
/// value without reading them all. It sees the case as it was when it was
/// opened, whoever writes to it meanwhile. Use it on one thread.
public final class CaseReader {
  /// Where the case lies.
  public let path: String
  /// A read-only connection to the case.
  public let connection: Connection
  let segments: [LookupSegmentFacts]
  /// Whether the connection is its own, and not that of a writer.
  let isOwn: Bool
  let findPostings: Statement
  let sweepPostings: Statement
  /// The lowest number of an object tuple that was found in each segment.
  ///
  /// Tuples are numbered as they are written, each in the commit of the first
  /// event that has it; so no event of that tuple, or of a later one, lies in an
  /// earlier segment.
  var lowestTuples: [Int64]

  /// Opens a case.
  ///
  /// - Throws: `notFound` where there is none, any other `CaseError` where the
  ///   file is no case or not one that this program can read.
  public init(path: String) throws(CaseError) {
    let connection = try CaseFile.openForReading(path)
    self.path = path
    self.connection = connection
    isOwn = true
    // One snapshot for all questions; and a lock for each of thousands of short
    // statements would take most of the time.
    try CaseError.wrapping { () throws(SQLiteError) in try connection.begin(.deferred) }
    (segments, findPostings, sweepPostings) = try CaseError.wrapping { () throws(SQLiteError) in
      try Self.lookUps(connection)
    }
    lowestTuples = Array(repeating: .max, count: segments.count)
  }

  /// Reads what a writer has committed, on its own connection.
  init(_ connection: Connection, path: String) throws(SQLiteError) {
    self.path = path
    self.connection = connection
    isOwn = false
    (segments, findPostings, sweepPostings) = try Self.lookUps(connection)
    lowestTuples = Array(repeating: .max, count: segments.count)
  }

  private static func lookUps(
    _ connection: Connection
  ) throws(SQLiteError) -> ([LookupSegmentFacts], one: Statement, sweep: Statement) {
    (
      try LookupSegmentFacts.all(connection),
      try connection.prepare("SELECT postings FROM lookup WHERE lookup_id = ?", persistent: true),
      try connection.prepare(
        "SELECT lookup_id, postings FROM lookup WHERE lookup_id BETWEEN ? AND ?", persistent: true)
    )
  }

  /// Whether the case has no look-ups, so that each reads the whole table.
  public var isPlain: Bool { segments.isEmpty }

  /// How many events the case holds, as far as the look-ups count them.
  ///
  /// Nil for a case without look-ups; counting its rows takes a while.
  public var indexedEvents: Int64? {
    isPlain ? nil : segments.reduce(0) { $0 + $1.events }
  }
}

/// What the case says of one segment of its look-ups.
struct LookupSegmentFacts: Equatable, Sendable {
  let id: Int64
  let events: Int64
  let buckets: Int64
  let objectBuckets: Int64

  static func all(_ connection: Connection) throws(SQLiteError) -> [LookupSegmentFacts] {
    let rows = try connection.prepare(
      "SELECT segment_id, events, buckets, object_buckets FROM segment ORDER BY segment_id")
    var facts: [LookupSegmentFacts] = []
    while try rows.step() {
      facts.append(
        LookupSegmentFacts(
          id: rows.integer(0), events: rows.integer(1), buckets: max(1, rows.integer(2)),
          objectBuckets: max(1, rows.integer(3))))
    }
    return facts
  }

  /// How many buckets a kind of key has.
  func buckets(of kind: LookupKind) -> Int64 {
    switch kind {
    case .objectName, .objectNamespace: objectBuckets
    default: buckets
    }
  }
}
