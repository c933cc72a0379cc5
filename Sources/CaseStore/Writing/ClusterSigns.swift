internal import AuditEvents
internal import SQLite

/// What tells clusters apart: the nodes that speak in a source, and the UIDs of
/// the service accounts of `kube-system`, which every cluster makes anew under
/// the same names.
struct ClusterSigns {
  private struct Sign {
    let user: String
    let uid: String
    /// Whether the open source showed it.
    var isShown = false
  }

  private var signs: [Sign] = []
  /// The place in `signs` of each actor, from `first` on; -1 for most.
  private var places: [Int32] = []
  private var first: Int64 = 0
  /// Places of signs that the open source showed since they were last written.
  private var unsaved: [Int] = []

  /// Takes note of the actors that a batch brings.
  mutating func add(_ batch: EventBatch) {
    for tuple in batch.actors {
      if places.isEmpty { first = tuple.id }
      let index = Int(tuple.id - first)
      if index >= places.count {
        places += repeatElement(-1, count: index + 1 - places.count)
      }
      let user = batch.text(tuple.user) ?? ""
      let isNode = tuple.kind == .node
      guard
        isNode || user.hasPrefix("system:serviceaccount:kube-system:") && tuple.uid.count > 0
      else { continue }
      places[index] = Int32(signs.count)
      signs.append(Sign(user: user, uid: isNode ? "" : batch.text(tuple.uid) ?? ""))
    }
  }

  /// Takes note of an actor that the open source shows.
  @inline(__always)
  mutating func show(_ actor: Int64) {
    guard actor >= first, actor - first < Int64(places.count) else { return }
    let place = Int(places[Int(actor - first)])
    guard place >= 0, !signs[place].isShown else { return }
    signs[place].isShown = true
    unsaved.append(place)
  }

  /// Another source begins.
  mutating func beginSource() {
    unsaved = []
    for place in signs.indices { signs[place].isShown = false }
  }

  /// Writes what the open source showed.
  mutating func save(_ source: Int64, _ connection: Connection) throws(SQLiteError) {
    guard !unsaved.isEmpty else { return }
    let insert = try connection.prepare("INSERT OR IGNORE INTO source_sign VALUES (?, ?, ?)")
    for place in unsaved {
      try insert.bind(source, at: 1)
      try insert.bind(signs[place].user, at: 2)
      try insert.bind(signs[place].uid, at: 3)
      try insert.run()
    }
    unsaved = []
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
