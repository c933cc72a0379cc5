internal import Arguments
internal import Inquiry
internal import Rendering

/// An answer that is more than its rows: a text for people, one object for
/// programs; formats of rows have the list in it, or the object as a row.
struct Overview {
  /// All of it; on one line it is also what `ndjson` has.
  let object: JSONDocument
  /// The columns of the list.
  let columns: [Column]
  /// The list, a value for every column.
  let rows: [[JSONDocument]]

  /// An answer with a list in it.
  init(_ object: JSONDocument, columns: [Column], rows: [[JSONDocument]]) {
    self.object = object
    self.columns = columns
    self.rows = rows
  }

  /// An answer that is one row itself.
  init(_ members: [(key: String, value: JSONDocument)]) {
    object = .object(members)
    columns = members.map { Column($0.key, isNumeric: $0.value.isNumber) }
    rows = [members.map(\.value)]
  }

  /// Writes it as the options say.
  ///
  /// - Parameter text: makes the text for people, which is a table's place.
  func write(
    _ arguments: ParsedArguments, _ terminal: Terminal, text: () throws(Diagnostic) -> String
  ) throws(Diagnostic) {
    let name = arguments.value(of: "format") ?? ""
    switch OutputFormat(rawValue: name) ?? .table {
    case .table: try Document.write(Array(try text().utf8), arguments, terminal)
    case .json: try Document.write(Array(object.written.utf8), arguments, terminal)
    case .ndjson: try Document.write(Array((object.oneLine + "\n").utf8), arguments, terminal)
    case .csv, .tsv, .markdown:
      var answer = try Answer(columns, arguments, terminal)
      for row in rows { try answer.write(row.map { Value($0) }) }
      try answer.end()
    }
  }
}

extension JSONDocument {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    default: false
    }
  }
}

extension Value {
  /// A member of an object as the value of a column; an object in it as JSON.
  fileprivate init(_ document: JSONDocument) {
    switch document {
    case .null: self = .null
    case .flag(let flag): self = .flag(flag)
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real((number * 1000).rounded() / 1000)
    case .text(let text): self = .text(text)
    case .array(let elements):
      self = .list(elements.map { if case .text(let text) = $0 { text } else { $0.oneLine } })
    case .object: self = .text(document.oneLine)
    }
  }
}
