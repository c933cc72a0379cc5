internal import SQLite

/// Composes `detail`: what of a request is worth a glance and has no column.
final class EventDetail {
  private let facts: BodyFactTexts
  private var kinds: [Int64: OperationKind] = [:]

  init(_ connection: Connection) throws(SQLiteError) {
    facts = try BodyFactTexts(connection)
  }

  /// The detail of a row.
  ///
  /// - Parameters:
  ///   - operation: its operation's values, as `TupleCells` gives them; so too
  ///     the others.
  func value(
    _ row: EventRow, operation: [Value], object: [Value], result: [Value]
  ) throws(SQLiteError) -> Value {
    let kind = kind(row.operation, operation)
    let fromURI = kind.detail(object)
    let fact = try kind.facts.isEmpty || !row.mayHaveBody ? nil : facts.text(row, kind.facts, object)
    let answer = result[TupleCells.Layout.result.count]
    if fact == nil, answer == .null, !row.isDryRun { return fromURI }
    var parts: [String] = []
    if case .text(let text) = fromURI { parts.append(text) }
    if let fact { parts.append(fact) }
    if case .text(let text) = answer { parts.append(text) }
    if row.isDryRun { parts.append("dry run") }
    return parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
  }

  private func kind(_ id: Int64, _ values: [Value]) -> OperationKind {
    if let known = kinds[id] { return known }
    let kind = OperationKind(values)
    // Bounded: whoever asks for thousands of resources must not fill memory.
    if kinds.count >= 4096 { kinds.removeAll(keepingCapacity: true) }
    kinds[id] = kind
    return kind
  }
}

extension EventRow {
  /// Whether the level may have kept a body: not at None and Metadata.
  fileprivate var mayHaveBody: Bool { level > 1 }
}

/// What to look for in a request of some sort.
private struct OperationKind {
  let facts: BodyFactTexts.Kinds
  private let isNonResource: Bool
  private let isProxy: Bool

  /// Reads an operation's values.
  init(_ values: [Value]) {
    func text(_ place: Int) -> String {
      if case .text(let text) = values[place] { return text }
      return ""
    }
    let (verb, resource, below) = (text(0), text(3), text(4))
    isNonResource = resource.isEmpty
    isProxy = below == "proxy"
    facts = BodyFactTexts.Kinds(verb: verb, resource: resource, subresource: below)
  }

  /// What the URI says: all of it for a request about no resource, what is
  /// behind the proxy for one through it, else the query in short.
  func detail(_ object: [Value]) -> Value {
    let count = TupleCells.Layout.object.count
    if isNonResource { return object[count - 1] }
    return isProxy ? object[count + 1] : object[count]
  }
}
