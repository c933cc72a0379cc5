internal import AuditEvents
internal import SQLite

/// What tells clusters apart: the nodes that speak in a source, and the UIDs of
/// the service accounts of `kube-system`, which every cluster makes anew under
/// the same names.
struct ClusterSigns {
  private enum State {
    static let none: UInt8 = 0
    static let unseen: UInt8 = 1
    static let seen: UInt8 = 2
  }

  /// By actor number, from `first` on.
  private var states: [UInt8] = []
  private var first: Int64?
  private var signs: [(actor: Int64, user: String, uid: String)] = []
  /// Which signs the open source showed since they were last written.
  private var shown: [Int] = []
  private var places: [Int64: Int] = [:]

  /// Takes note of the actors that a batch brings.
  mutating func add(_ batch: EventBatch) {
    for tuple in batch.actors {
      if first == nil { first = tuple.id }
      let user = batch.text(tuple.user) ?? ""
      let isSign =
        tuple.kind == .node
        || user.hasPrefix("system:serviceaccount:kube-system:") && tuple.uid.count > 0
      let index = Int(tuple.id - (first ?? tuple.id))
      if index >= states.count {
        states += Array(repeating: State.none, count: index + 1 - states.count)
      }
      guard isSign else { continue }
      states[index] = State.unseen
      places[tuple.id] = signs.count
      let uid = tuple.kind == .node ? "" : batch.text(tuple.uid) ?? ""
      signs.append((tuple.id, user, uid))
    }
  }

  /// Takes note of an actor that the open source shows.
  @inline(__always)
  mutating func show(_ actor: Int64) {
    guard let first, actor >= first, actor - first < Int64(states.count) else { return }
    let index = Int(actor - first)
    guard states[index] == State.unseen else { return }
    states[index] = State.seen
    if let place = places[actor] { shown.append(place) }
  }

  /// Another source begins.
  mutating func beginSource() {
    shown = []
    for sign in signs { states[Int(sign.actor - (first ?? 0))] = State.unseen }
  }

  /// Writes what the open source showed.
  mutating func save(_ source: Int64, _ connection: Connection) throws(SQLiteError) {
    guard !shown.isEmpty else { return }
    let insert = try connection.prepare("INSERT OR IGNORE INTO source_sign VALUES (?, ?, ?)")
    for place in shown {
      try insert.bind(source, at: 1)
      try insert.bind(signs[place].user, at: 2)
      try insert.bind(signs[place].uid, at: 3)
      try insert.run()
    }
    shown = []
  }
}

/// Why a source seems to be another cluster's than one that the case has under
/// the same name.
public struct ClusterDoubt: Sendable, Equatable {
  /// What speaks against one cluster.
  public enum Sign: Sendable, Equatable {
    /// A service account of `kube-system` has another UID there.
    case serviceAccount(name: String, uid: String, otherUID: String, atOnce: Bool)
    /// No node that speaks in one speaks in the other, nor do they share a
    /// service account of `kube-system`.
    case nodes(one: String, other: String)
  }

  /// The other source's path.
  public let path: String
  /// The first sign found.
  public let sign: Sign
}

extension CaseWriter {
  /// Compares a source with the others of its cluster.
  ///
  /// - Returns: what speaks against one cluster; nil if nothing does.
  func clusterDoubt(of source: Int64) throws(CaseError) -> ClusterDoubt? {
    try CaseError.wrapping { () throws(SQLiteError) in
      if let doubt = try accountDoubt(source) { return doubt }
      return try nodeDoubt(source)
    }
  }

  private static let others = """
    FROM source one JOIN source other ON other.cluster_id = one.cluster_id
      AND other.source_id <> one.source_id
    """

  private static let overlap = "other.first_us <= one.last_us AND other.last_us >= one.first_us"

  private static let shared = """
    SELECT 1 FROM source_sign a JOIN source_sign b USING (user, uid)
    WHERE a.source_id = one.source_id AND b.source_id = other.source_id
    """

  /// An account that was deleted and made again has two UIDs, but one after the
  /// other, and the others keep theirs.
  private func accountDoubt(_ source: Int64) throws(SQLiteError) -> ClusterDoubt? {
    let row = try connection.prepare(
      """
      SELECT other.path, a.user, a.uid, b.uid, \(Self.overlap) \(Self.others)
      JOIN source_sign a ON a.source_id = one.source_id AND a.uid <> ''
      JOIN source_sign b ON b.source_id = other.source_id AND b.user = a.user AND b.uid <> a.uid
      WHERE one.source_id = ?1 AND b.uid <> ''
      AND NOT EXISTS (SELECT 1 FROM source_sign WHERE source_id = other.source_id
        AND user = a.user AND uid = a.uid)
      AND NOT EXISTS (SELECT 1 FROM source_sign WHERE source_id = one.source_id
        AND user = b.user AND uid = b.uid)
      AND (\(Self.overlap) OR NOT EXISTS (\(Self.shared) AND a.uid <> ''))
      ORDER BY other.source_id, a.user LIMIT 1
      """)
    try row.bind(source, at: 1)
    guard try row.step() else { return nil }
    return ClusterDoubt(
      path: row.text(0),
      sign: .serviceAccount(
        name: row.text(1), uid: row.text(2), otherUID: row.text(3), atOnce: row.integer(4) == 1))
  }

  private func nodeDoubt(_ source: Int64) throws(SQLiteError) -> ClusterDoubt? {
    let row = try connection.prepare(
      """
      SELECT other.path,
        (SELECT min(user) FROM source_sign WHERE source_id = one.source_id AND uid = '') AS ours,
        (SELECT min(user) FROM source_sign WHERE source_id = other.source_id AND uid = '') AS theirs
      \(Self.others) AND \(Self.overlap)
      WHERE one.source_id = ?1 AND ours IS NOT NULL AND theirs IS NOT NULL
      AND NOT EXISTS (\(Self.shared))
      AND EXISTS (SELECT 1 FROM source_sign WHERE source_id = one.source_id AND uid <> '')
      AND EXISTS (SELECT 1 FROM source_sign WHERE source_id = other.source_id AND uid <> '')
      ORDER BY other.source_id LIMIT 1
      """)
    try row.bind(source, at: 1)
    guard try row.step() else { return nil }
    return ClusterDoubt(
      path: row.text(0), sign: .nodes(one: row.text(1), other: row.text(2)))
  }
}
