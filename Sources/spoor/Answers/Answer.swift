internal import Arguments
internal import Inquiry
internal import Patterns
internal import Rendering

/// Writes an answer of rows where the options of every command say, and as they
/// say: format, file, columns, limit, zone, colour, redaction.
struct Answer {
  private let terminal: Terminal
  private let file: AnswerFile?
  private let casePath: String
  private var writer: RowWriter<Diagnostic>
  private let picks: [Int]?
  private let limit: Int
  private var picked: [Value] = []

  /// When it was opened, microseconds since 1970 UTC.
  private let opened = Environment.now()

  /// How many rows were written.
  private(set) var rows = 0

  /// Whether no further row is wanted.
  var isFull: Bool { rows >= limit }

  /// Opens an answer and writes what stands before its first row.
  ///
  /// - Parameter pipedFormat: the format into a pipe or file when none is named.
  init(
    _ columns: [Column], _ arguments: ParsedArguments, _ terminal: Terminal,
    pipedFormat: OutputFormat = .table
  ) throws(Diagnostic) {
    let path = arguments.outputPath
    let isPiped = path != nil || !terminal.output.isTerminal
    let format =
      arguments.value(of: "format").flatMap(OutputFormat.init(rawValue:))
      ?? (isPiped ? pipedFormat : .table)
    let file = try path.map { (path) throws(Diagnostic) in
      try AnswerFile(path, isForced: arguments.isSet("force"))
    }
    picks = try Self.picks(arguments, among: columns)
    limit = try Self.limit(arguments)
    var options = RenderingOptions()
    options.zone = try arguments.zone()
    options.width = isPiped ? nil : terminal.width
    options.usesColor = !isPiped && terminal.outputHasColor
    options.redaction = arguments.isSet("no-redact") ? nil : .standard
    writer = RowWriter(
      format, columns: picks.map { $0.map { columns[$0] } } ?? columns, options: options
    ) { (bytes) throws(Diagnostic) in
      if let file { try file.write(bytes) } else { terminal.answer(bytes.span) }
    }
    self.file = file
    self.terminal = terminal
    casePath = arguments.casePath
    try writer.begin()
  }

  /// Writes a row, unless the limit is reached.
  mutating func write(_ row: [Value]) throws(Diagnostic) {
    guard !isFull else { return }
    rows += 1
    guard let picks else { return try writer.write(row) }
    picked.removeAll(keepingCapacity: true)
    for index in picks { picked.append(row[index]) }
    try writer.write(picked)
  }

  /// What writes single cells, where the format and the columns allow it.
  var cellWriter: CellWriter? { picks == nil ? writer.cellWriter : nil }

  /// Writes rows of cells until the limit is reached.
  mutating func write(
    rows append: (_ limit: Int, inout [UInt8]) throws(Diagnostic) -> Int
  ) throws(Diagnostic) {
    rows += try writer.write(rows: append, upTo: limit - rows)
  }

  /// Hands over what is buffered, for an answer that comes slowly.
  mutating func flush() throws(Diagnostic) { try writer.flush() }

  /// Writes what stands after the last row, and puts the file in its place.
  mutating func end() throws(Diagnostic) {
    try writer.end()
    try file?.place()
    let milliseconds = max(Environment.now() - opened, 0) / 1000
    terminal.sayMore("\(rows) rows of \(casePath), written in \(milliseconds) ms")
    if !writer.hiddenColumns.isEmpty {
      let names = writer.hiddenColumns.joined(separator: ", ")
      terminal.say("not shown for want of width: \(names) (--columns picks, --format csv has all)")
    }
  }

  private static func picks(
    _ arguments: ParsedArguments, among columns: [Column]
  ) throws(Diagnostic) -> [Int]? {
    guard let names = arguments.value(of: "columns") else { return nil }
    guard names.contains(where: { $0 != "," }) else {
      throw Diagnostic(
        "--columns names no column",
        why: "the columns are " + columns.map(\.name).joined(separator: ","),
        tries: columns.first.map { ["--columns \($0.name)"] } ?? []
      ).asUsage
    }
    var picks: [Int] = []
    for name in names.split(separator: ",") {
      guard let index = columns.firstIndex(where: { $0.name == name }) else {
        throw Diagnostic(
          "--columns: there is no column \(SafeText.quoted(String(name)))",
          why: "the columns are " + columns.map(\.name).joined(separator: ","),
          tries: tries(instead: String(name), among: columns, arguments)
        ).asUsage
      }
      guard !picks.contains(index) else {
        throw Diagnostic(
          "--columns names \(name) more than once", why: "in JSON a key stands once",
          tries: ["--columns with each column once"]
        ).asUsage
      }
      picks.append(index)
    }
    return picks
  }

  /// What may have been meant by a column that is not there.
  private static func tries(
    instead name: String, among columns: [Column], _ arguments: ParsedArguments
  ) -> [String] {
    let full = TimelineProfile.full.columns.map(\.name)
    if arguments.commands.last == "timeline", full.contains(name) { return ["--profile full"] }
    let known = columns.map(\.name)
    let meant = EditDistance.closestMatch(to: name, in: known) ?? known.first
    return meant.map { ["--columns \($0)"] } ?? []
  }

  /// How many rows are wanted at most.
  static func limit(_ arguments: ParsedArguments) throws(Diagnostic) -> Int {
    guard let text = arguments.value(of: "limit") else { return Int.max }
    do throws(ValueError) {
      return Int(clamping: try CountArgument.number(text))
    } catch {
      throw Diagnostic(error, option: "--limit").asUsage
    }
  }
}

extension ParsedArguments {
  /// The file of `--output`; nil for stdout, which `-` means too.
  var outputPath: String? {
    value(of: "output").flatMap { ["-", "/dev/stdout"].contains($0) ? nil : $0 }
  }

  /// The zone of `--time-zone`.
  func zone() throws(Diagnostic) -> TimeZoneRules {
    guard let name = value(of: "time-zone") else { return .utc }
    do throws(TimeZoneFailure) {
      return try TimeZoneRules(named: name)
    } catch {
      throw Diagnostic(error).asUsage
    }
  }
}

extension Diagnostic {
  /// The message of a time zone that cannot be used.
  init(_ error: TimeZoneFailure) {
    switch error {
    case .unknown(let name):
      self.init(
        "there is no time zone \(SafeText.quoted(name))",
        tries: ["a name such as Europe/Berlin", "an offset such as +02:00", "UTC"])
    case .unreadable(let name, let path, let number):
      self.init(
        "the time zone \(SafeText.quoted(name)) cannot be read",
        why: "\(path): error \(number) of the system", tries: ["apt-get install tzdata"])
    case .damaged(let name, let path, let offset):
      self.init(
        "the time zone \(SafeText.quoted(name)) cannot be read",
        places: [.record(source: path, offset: Int64(offset))])
    }
  }
}

/// The text of a whole answer that is no table of rows: a document, evidence.
struct Document {
  /// Writes a text to stdout or to the file of `--output`.
  static func write(
    _ bytes: [UInt8], _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    guard let path = arguments.outputPath else {
      terminal.answer(bytes.span)
      return
    }
    let file = try AnswerFile(path, isForced: arguments.isSet("force"))
    try file.write(bytes)
    try file.place()
  }
}
