internal import CaseStore
internal import SQLite

/// Numbers the URIs that pairs of an object and an operation make.
struct RequestURINumbers {
  /// What of an operation its path is made of.
  static let parts: [ColumnTexts.Part] = (1..<5).map { .column($0) } + [.namesObject]

  private static let slash = [UInt8(ascii: "/")]
  private static let namespaces = Array("/namespaces/".utf8)

  private(set) var texts = TextNumbers()
  /// The number of each pair's URI.
  private(set) var numbers: [Int32]
  private var path: [UInt8] = []

  /// Reads the objects from end to end.
  ///
  /// - Parameters:
  ///   - objects: the object of each pair: its number and one more, 0 for one
  ///     that is not there.
  ///   - operations: the operation of each pair, by its group.
  init(
    objects: [UInt32], operations: [UInt32], _ groups: TupleGroups, _ connection: Connection
  ) throws(SQLiteError) {
    numbers = Array(repeating: TextNumbers.absent, count: objects.count)
    let paths = (0..<groups.count).map { OperationPath(groups, group: $0) }
    let order = Self.order(objects)
    var next = 0
    let rows = try connection.prepare(
      """
      SELECT object_id, namespace, name, request_uri, uri_rest FROM object
      WHERE object_id BETWEEN 0 AND ? ORDER BY object_id
      """)
    try rows.bind((1 << 31) - 3, at: 1)
    while next < order.count, try rows.step() {
      let digit = UInt32(truncatingIfNeeded: rows.integer(0) + 1)
      while next < order.count, objects[Int(order[next])] < digit { next += 1 }
      while next < order.count, objects[Int(order[next])] == digit {
        let pair = Int(order[next])
        numbers[pair] = number(rows, paths[Int(operations[pair])])
        next += 1
      }
    }
  }

  /// The pairs in the order of their objects.
  private static func order(_ objects: [UInt32]) -> [UInt32] {
    var starts = Array(repeating: UInt32(0), count: Int(objects.max() ?? 0) + 2)
    for object in objects { starts[Int(object) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var order = Array(repeating: UInt32(0), count: objects.count)
    for (pair, object) in objects.enumerated() {
      order[Int(starts[Int(object)])] = UInt32(pair)
      starts[Int(object)] += 1
    }
    return order
  }

  private mutating func number(_ object: Statement, _ operation: OperationPath) -> Int32 {
    guard object.isNull(3) else { return texts.number(of: object, 3) }
    guard !object.isNull(4) else { return TextNumbers.absent }
    path.removeAll(keepingCapacity: true)
    path.append(contentsOf: operation.start)
    if operation.hasNamespace { append(Self.namespaces, object, 1) }
    path.append(contentsOf: operation.resource)
    if operation.hasName { append(Self.slash, object, 2) }
    path.append(contentsOf: operation.end)
    object.append(4, to: &path)
    return texts.number(of: path)
  }

  /// Appends a column, if there is something in it.
  private mutating func append(_ separator: [UInt8], _ row: Statement, _ column: Int32) {
    let start = path.count
    path.append(contentsOf: separator)
    let end = path.count
    row.append(column, to: &path)
    if path.count == end { path.removeLast(end - start) }
  }
}

/// What an operation adds to the path of its requests, as `RequestPath` does.
private struct OperationPath {
  let start: [UInt8]
  let resource: [UInt8]
  let end: [UInt8]
  let hasNamespace: Bool
  let hasName: Bool

  init(_ groups: TupleGroups, group: Int) {
    let texts = RequestURINumbers.parts.map { part in
      guard let index = groups.texts.firstIndex(where: { $0.part == part }),
        case .text(let text) = groups.texts[index].value(groups.number(index, of: group))
      else { return "" }
      return text
    }
    let (resource, below) = (texts[2], texts[3])
    start = Array((texts[0].isEmpty ? "/api/" : "/apis/\(texts[0])/").utf8) + texts[1].utf8
    self.resource = Array("/\(resource)".utf8)
    end = Array((below.isEmpty ? "" : "/\(below)").utf8)
    hasNamespace = resource != "namespaces"
    hasName = texts[4] == ColumnTexts.yes
  }
}
