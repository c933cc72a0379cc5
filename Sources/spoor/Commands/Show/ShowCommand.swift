internal import Arguments
internal import CaseStore
internal import Inquiry
internal import LogIngest
internal import Rendering

extension ShowCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let shown = try read(
        arguments.operand(at: 0) ?? "", arguments.casePath, FormatFolders.formats(arguments))
      guard !shown.isEmpty else {
        terminal.say("no event has the audit ID \(arguments.operand(at: 0) ?? "")")
        return
      }
      if !arguments.isSet("raw"), shown.contains(where: { $0.bytes == nil }) {
        terminal.say("some bytes are not in the case: they were ingested with --evidence reference")
      }
      let isTable = ["csv", "tsv", "markdown"].contains(arguments.value(of: "format"))
      guard isTable, !arguments.isSet("raw") else {
        return try Document.write(ShownRequest.document(shown, arguments), arguments, terminal)
      }
      var answer = try Answer(ShownRequest.columns, arguments, terminal)
      for entry in shown { try answer.write(ShownRequest.row(entry, arguments)) }
      try answer.end()
    }
  }

  private static func read(
    _ auditID: String, _ path: String, _ formats: Formats
  ) throws(Diagnostic) -> [ShownRequest.Entry] {
    do throws(CaseError) {
      let reader = try CaseReader(path: path)
      let evidence = try EvidenceReader(path: path)
      var extractor = EventExtractor(formats)
      var entries: [ShownRequest.Entry] = []
      for facts in try reader.storedEvents(auditID: auditID) {
        let bytes = try bytes(of: facts, evidence)
        let event = bytes.map { extractor.text(in: $0, item: facts.item) }
        entries.append(ShownRequest.Entry(facts: facts, bytes: bytes, event: event))
      }
      return entries
    } catch {
      throw Diagnostic(error)
    }
  }

  private static func bytes(
    of facts: StoredEventFacts, _ evidence: EvidenceReader
  ) throws(CaseError) -> [UInt8]? {
    do {
      return try evidence.bytes(source: facts.source, offset: facts.offset, length: facts.length)
    } catch .missingBlock {
      return nil
    }
  }
}

/// What `spoor show` says of a request.
enum ShownRequest {
  /// One of its events.
  struct Entry {
    let facts: StoredEventFacts
    /// The bytes as they lie in the evidence.
    let bytes: [UInt8]?
    /// The event's JSON, out of the record it is a string in.
    let event: [UInt8]?
  }

  /// The members of the JSON, as columns.
  static let columns = [
    Column("event_id"), Column("audit_id"), Column("time"), Column("stage_time"), Column("stage"),
    Column("level"), Column("conflict"), Column("salvaged"), Column("source"),
    Column("source_id", isNumeric: true), Column("line", isNumeric: true),
    Column("byte_offset", isNumeric: true), Column("byte_length", isNumeric: true),
    Column("event"),
  ]

  /// An event of it as a row.
  static func row(_ entry: Entry, _ arguments: ParsedArguments) -> [Value] {
    let facts = entry.facts
    let redaction: Redaction? = arguments.isSet("no-redact") ? nil : .standard
    let event = entry.event.map {
      Value.text(
        String(
          decoding: JSONText.written($0, layout: .oneLine, redaction: redaction), as: UTF8.self))
    }
    return [
      .identifier(facts.id), .text(facts.auditID), facts.time.map(Value.text) ?? .null,
      facts.stageTime.map(Value.text) ?? .null, .text(facts.stage), .text(facts.level),
      .flag(facts.isConflict), .flag(facts.isSalvaged), .text(facts.path), .integer(facts.source),
      .integer(facts.line), .integer(facts.offset), .integer(facts.length), event ?? .null,
    ]
  }

  /// The whole answer, where it is no table of rows.
  static func document(_ entries: [Entry], _ arguments: ParsedArguments) -> [UInt8] {
    if arguments.isSet("raw") { return entries.flatMap { ($0.bytes ?? []) + [UInt8(ascii: "\n")] } }
    let redaction: Redaction? = arguments.isSet("no-redact") ? nil : .standard
    switch arguments.value(of: "format") {
    case "json": return list(entries, redaction, ("[\n", ",\n", "\n]\n"))
    case "ndjson": return list(entries, redaction, ("", "\n", "\n"))
    default: return entries.flatMap { text($0, redaction) }
    }
  }

  /// For people: a heading, then the event as it was logged.
  private static func text(_ entry: Entry, _ redaction: Redaction?) -> [UInt8] {
    let facts = entry.facts
    var block = KeyValueBlock()
    let kind =
      facts.isConflict
      ? " (contradicts another copy)" : facts.isSalvaged ? " (salvaged: only a part is left)" : ""
    block.add(
      facts.stage, "\(facts.stageTime ?? facts.time ?? "at a time that is not known")\(kind)")
    block.add("received", ifPresent: facts.time)
    block.add("level", facts.level)
    block.add(
      "source",
      "\(facts.path), line \(facts.line), byte \(facts.offset), \(facts.length) bytes")
    var out = Array(block.text().utf8)
    if let bytes = entry.event {
      out += JSONText.written(bytes, redaction: redaction)
      out.append(UInt8(ascii: "\n"))
    }
    out.append(UInt8(ascii: "\n"))
    return out
  }

  private static func list(
    _ entries: [Entry], _ redaction: Redaction?,
    _ marks: (open: String, between: String, close: String)
  ) -> [UInt8] {
    var out = Array(marks.open.utf8)
    for (index, entry) in entries.enumerated() {
      if index > 0 { out += marks.between.utf8 }
      var head = JSONDocument.object(pairs(entry.facts)).oneLine
      head.removeLast()
      out += head.utf8
      out += ",\"event\":".utf8
      out +=
        entry.event.map { JSONText.written($0, layout: .oneLine, redaction: redaction) }
        ?? Array("null".utf8)
      out.append(UInt8(ascii: "}"))
    }
    return out + marks.close.utf8
  }

  private static func pairs(_ facts: StoredEventFacts) -> [(key: String, value: JSONDocument)] {
    [
      ("event_id", .text(String(facts.id))), ("audit_id", .text(facts.auditID)),
      ("time", .optional(facts.time)), ("stage_time", .optional(facts.stageTime)),
      ("stage", .text(facts.stage)), ("level", .text(facts.level)),
      ("conflict", .flag(facts.isConflict)), ("salvaged", .flag(facts.isSalvaged)),
      ("source", .text(facts.path)),
      ("source_id", .integer(facts.source)), ("line", .integer(facts.line)),
      ("byte_offset", .integer(facts.offset)), ("byte_length", .integer(facts.length)),
    ]
  }
}
