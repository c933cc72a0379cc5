internal import Knowledge

/// The tables of `queries/formats`.
public enum FormatTable: String, Sendable, CaseIterable {
  case kinds, wrappers, prefixes, csv, fields, grpc, recognised, losses

  /// The names of its columns.
  public var columns: [String] {
    switch self {
    case .kinds: ["kind", "all", "any"]
    case .wrappers: ["format", "path", "marks", "each"]
    case .prefixes: ["format", "pattern"]
    case .csv: ["format", "column"]
    case .fields: ["kind", "from", "to"]
    case .grpc: ["grpc", "http"]
    case .recognised: ["format", "recognised"]
    case .losses: ["format", "lost"]
    }
  }
}

/// The rows of the tables, a user's before those that are built in.
struct FormatTables {
  private var own: [FormatTable: [[String]]] = [:]
  private let shipped: [FormatTable: [[String]]]

  init(_ files: [FormatFile]) throws(FormatError) {
    var shipped: [FormatTable: [[String]]] = [:]
    for table in FormatTable.allCases {
      let path = "formats/\(table.rawValue).csv"
      shipped[table] = try Self.rows(table, path, ShippedFiles.text(at: path) ?? "")
    }
    self.shipped = shipped
    for file in files {
      let rows = try Self.rows(file.table, file.path, file.text)
      if file.table == .kinds, let row = rows.first(where: { !$0[1].contains { $0 != " " } }) {
        throw .kindWithoutKey(path: file.path, kind: row[0])
      }
      own[file.table, default: []] += rows
    }
  }

  private static func rows(
    _ table: FormatTable, _ path: String, _ text: String
  ) throws(FormatError) -> [[String]] {
    do throws(KnowledgeError) {
      return try KnowledgeTable(text: text, path: path, columns: table.columns).rows
    } catch {
      guard case .malformed(_, let line) = error else {
        throw .malformed(path: path, line: 1, columns: table.columns)
      }
      throw .malformed(path: path, line: line, columns: table.columns)
    }
  }

  /// A table's rows.
  func rows(of table: FormatTable) -> [[String]] {
    (own[table] ?? []) + (shipped[table] ?? [])
  }

  /// The kinds of events: the native one, as the API server writes it, is the
  /// first whatever a user adds.
  var kinds: [[String]] {
    let all = shipped[.kinds] ?? []
    return Array(all.prefix(1)) + (own[.kinds] ?? []) + Array(all.dropFirst())
  }
}
