internal import LogBytes

/// Where the fields of an event stand in kinds of it that are not native: data
/// (`queries/formats`) in a shape that one walk through an event can follow.
public final class DialectCatalog: Sendable {
  /// What a step of a path leads to.
  struct Node: Sendable {
    /// The keys that lead on, among all.
    var children = 0..<0
    /// Where each element of an array leads.
    var each: Int?
    /// Where the first element of an array leads.
    var first: Int?
    /// Where what a string holds leads.
    var string: Int?
    /// Fields whose value it is, among all.
    var fields = 0..<0
  }

  /// A key, and where it leads.
  struct Child: Sendable {
    let key: [UInt8]
    /// The first eight bytes of the key, the missing ones zero.
    let start: UInt64
    let node: Int
  }

  /// A field of the events to be written, and how good its source is.
  struct Field: Sendable {
    /// The target's place among all.
    let target: Int
    /// Of several rows with the target, the lowest counts.
    let rank: Int32
    let isList: Bool
  }

  let nodes: [Node]
  let children: [Child]
  let fields: [Field]
  /// The node that each kind begins at.
  let roots: [String: Int]
  /// What can be written, in the order of the names.
  let targets: [DialectTarget]
  /// The places of those that are fields as they are, and of those that are
  /// members of one.
  let wholes: [Int]
  let parts: [Int]
  /// The places of the targets that are translated.
  let translated: TranslatedPlaces
  private let places: [String: Int]
  /// HTTP codes by gRPC code.
  let httpCodes: [Int64: Int64]

  /// Makes a catalog of rows of text.
  ///
  /// - Parameters:
  ///   - fields: kind, path, target.
  ///   - codes: a gRPC code, the HTTP code for it.
  public init(fields rows: [[String]], codes: [[String]]) {
    let pairs = codes.compactMap { row in
      Int64(row[0]).flatMap { grpc in Int64(row[1]).map { (grpc, $0) } }
    }
    httpCodes = Dictionary(pairs) { first, _ in first }
    // What an answer says comes from no field of its request's.
    let names = Set(rows.map { $0[2] }).union(["@answered"]).sorted()
    targets = names.map(DialectTarget.init)
    let plain = targets.indices.filter { [targets] in !targets[$0].isTranslated }
    wholes = plain.filter { [targets] in targets[$0].inner == nil }
    parts = plain.filter { [targets] in targets[$0].inner != nil }
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    translated = TranslatedPlaces(places)
    var tree = DialectTree()
    for (rank, row) in rows.enumerated() {
      let field = Field(
        target: places[row[2]] ?? 0, rank: Int32(rank), isList: row[2].hasSuffix("[]"))
      tree.add(kind: row[0], path: row[1], field)
    }
    roots = tree.roots
    (nodes, children, fields) = tree.flattened()
  }

  /// The place of a target among all.
  func place(of target: String) -> Int? { places[target] }

  /// Where a key leads from a node.
  func child(of node: Int, _ key: TextRange, _ text: TextBytes) -> Int? {
    let mask = key.count < 8 ? (1 as UInt64) << UInt64(key.count * 8) - 1 : .max
    let start = text.eightBytes(at: Int(key.start)) & mask
    for index in nodes[node].children where children[index].start == start {
      if text.equals(children[index].key, key) { return children[index].node }
    }
    guard text.isEscaped(key) else { return nil }
    var plain: [UInt8] = []
    text.appendUnescaped(key, to: &plain)
    return nodes[node].children.first { children[$0].key == plain }.map { children[$0].node }
  }
}

/// The places of targets that say something of several fields; -1 for those
/// that no row of the tables names.
struct TranslatedPlaces: Sendable {
  let auditID, method, resource, time, status, grpc, message, first, last, granted: Int
  let annotations, responseObject, logged, eventClass: Int

  init(_ places: [String: Int]) {
    let place: (String) -> Int = { places[$0] ?? -1 }
    auditID = place("auditID")
    method = place("@method")
    resource = place("@resource")
    time = place("@time")
    status = place("@status")
    grpc = place("@grpc")
    message = place("@message")
    first = place("@first")
    last = place("@last")
    granted = place("@granted")
    annotations = place("annotations")
    responseObject = place("responseObject")
    logged = place("@logged")
    eventClass = place("@class")
  }
}
