internal import Arguments
internal import CaseStore
internal import Glibc
internal import Inquiry
internal import LogIngest
internal import Rendering
internal import SQLite

extension SQLCommand {
  /// The longest text that is read from standard input, bytes.
  private static let longestText = 1 << 20

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      if arguments.isSet("schema") {
        try writeSchema(arguments, terminal)
        return
      }
      var sql = arguments.operand(at: 0) ?? ""
      if sql == "-" { sql = try standardInput() }
      guard sql.contains(where: { !$0.isWhitespace }) else { throw Diagnostic(.noStatement) }
      let session = try open(arguments)
      let rows = try asking { () throws(AskingError) in try session.rows(sql) }
      let count = try write(rows, arguments, terminal)
      if count == 0 { terminal.say("the statement gave no row") }
    }
  }

  /// Opens the case within the limits that the options ask for.
  static func open(_ arguments: ParsedArguments) throws(Diagnostic) -> SQLSession {
    let limits = try SQLLimits.read(arguments)
    Connection.limitMemory(toBytes: limits.memory)
    let redaction: Redaction? = arguments.isSet("no-redact") ? nil : .standard
    var extractor = EventExtractor(try FormatFolders.formats(arguments))
    return try asking { () throws(AskingError) in
      try SQLSession(path: arguments.casePath, timeout: limits.timeout) { record, item in
        let event = extractor.text(in: record, item: item)
        // Byte for byte where nothing is to be hidden.
        guard let redaction else { return event }
        return JSONText.written(event, layout: .oneLine, redaction: redaction)
      }
    }
  }

  /// Writes rows as they come; how many there were.
  static func write(
    _ rows: SQLRows, _ arguments: ParsedArguments, _ terminal: Terminal, file: String? = nil
  ) throws(Diagnostic) -> Int {
    var answer = try Answer(rows.columns, arguments, terminal)
    var row: [Value] = []
    while !answer.isFull {
      let hasRow = try asking(file) { () throws(AskingError) in try rows.next(into: &row) }
      guard hasRow else { break }
      try answer.write(row)
      // What comes slowly is seen to come.
      if answer.rows == 1 { try answer.flush() }
    }
    try answer.end()
    return answer.isFull ? max(answer.rows, 1) : answer.rows
  }

  /// Asks, and turns errors into messages.
  static func asking<Result>(
    _ file: String? = nil, _ body: () throws(AskingError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(AskingError) { return try body() } catch { throw Diagnostic(error, file: file) }
  }

  private static func writeSchema(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    var answer = try Answer(
      [Column("name"), Column("kind"), Column("column"), Column("type"), Column("meaning")],
      arguments, terminal)
    for relation in Schema.description {
      try answer.write([
        .text(relation.name), .text(relation.isView ? "view" : "table"), .null, .null,
        .text(relation.meaning),
      ])
      for column in relation.columns {
        let meaning = relation.isView ? CaseColumns.meaning(of: column.name) : column.meaning
        try answer.write([
          .text(relation.name), .text(relation.isView ? "view" : "table"), .text(column.name),
          column.type.isEmpty ? .null : .text(column.type),
          meaning.isEmpty ? .null : .text(meaning),
        ])
      }
    }
    try answer.end()
  }

  private static func standardInput() throws(Diagnostic) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count == 0 { break }
      guard count > 0 else {
        throw Diagnostic("cannot read standard input", why: String(cString: strerror(errno)))
      }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= longestText else {
        throw Diagnostic("the SQL on standard input is too long", why: "1 MiB is the limit").asUsage
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
