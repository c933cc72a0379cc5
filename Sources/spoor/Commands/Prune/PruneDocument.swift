internal import CaseStore
internal import Inquiry
internal import LogIngest
internal import Rendering

/// What `spoor prune` says.
struct PruneDocument {
  let sources: [CaseStatus.Source]
  /// Rows that went.
  let events: Int64
  let record: CasePruner.Record
  let report: Prune.Report

  /// When, by whom and by what a source was taken out, in words.
  static func sentence(_ pruned: PrunedSource) -> String {
    "pruned \(pruned.at) by \(pruned.who) (\(pruned.choice)), \(HumanText.count(pruned.events, "event"))"
  }

  /// The question that is asked before.
  static func question(_ prune: borrowing Prune, _ path: String) -> String {
    let lines = lines(prune.sources).map { TextSafety.escaped($0) + "\n" }.joined()
    let events = HumanText.count(prune.eventsBefore - prune.eventsAfter, "event")
    let file = TextSafety.escaped(path)
    return lines + "\(events) of \(HumanText.count(prune.eventsBefore)) go with "
      + "\(prune.sources.count == 1 ? "it" : "them"). Take \(prune.sources.count == 1 ? "it" : "them")"
      + " out of \(file) for good? [y/N] "
  }

  private static func lines(_ sources: [CaseStatus.Source]) -> [String] {
    sources.map { source in
      let events = HumanText.count(source.tally.events, "event")
      return "source \(source.id)  \(source.path) (\(events), \(HumanText.bytes(source.jsonBytes)))"
    }
  }

  /// For people; nothing where nothing went.
  var text: String {
    guard !sources.isEmpty else { return "" }
    var block = KeyValueBlock()
    block.add("pruned", Self.lines(sources))
    block.add("events", "\(HumanText.count(events)) fewer in the case")
    block.add(
      "case", "\(HumanText.bytes(report.bytesAfter)), before \(HumanText.bytes(report.bytesBefore))"
    )
    block.add("head", report.head.hexText)
    return block.text()
  }

  /// In every other format: all of it, or a row a source that went.
  var overview: Overview {
    let columns = [
      Column("id", isNumeric: true), Column("path"), Column("events", isNumeric: true),
      Column("bytes_json", isNumeric: true), Column("at"), Column("by"),
    ]
    let rows: [[JSONDocument]] = sources.map {
      [
        .integer($0.id), .text($0.path), .integer($0.tally.events), .integer($0.jsonBytes),
        .text(record.at), .text(record.who),
      ]
    }
    return Overview(json, columns: columns, rows: rows)
  }

  private var json: JSONDocument {
    .object([
      (
        "pruned",
        .array(
          sources.map { .object([("id", .integer($0.id)), ("path", .text($0.path))]) })
      ),
      ("events", .integer(events)),
      ("bytes_before", .integer(report.bytesBefore)),
      ("bytes_after", .integer(report.bytesAfter)),
      ("at", sources.isEmpty ? .null : .text(record.at)),
      ("by", sources.isEmpty ? .null : .text(record.who)),
      ("head", .text(report.head.hexText)),
    ])
  }

  /// What a case keeps of a source that was taken out, for programs.
  static func json(_ source: CaseStatus.Source) -> JSONDocument {
    guard let pruned = source.pruned else { return .null }
    return .object([("id", .integer(source.id)), ("path", .text(source.path))] + parts(pruned))
  }

  /// The same, where it stands with the source.
  static func json(_ pruned: PrunedSource) -> JSONDocument { .object(parts(pruned)) }

  private static func parts(_ pruned: PrunedSource) -> [(String, JSONDocument)] {
    [
      ("at", .text(pruned.at)), ("by", .text(pruned.who)), ("tool", .text(pruned.tool)),
      ("choice", .text(pruned.choice)), ("events", .integer(pruned.events)),
      ("blocks", .integer(pruned.blocks)), ("bytes_json", .integer(pruned.jsonBytes)),
      ("head_before", .text(pruned.headBefore.hexText)),
    ]
  }
}
