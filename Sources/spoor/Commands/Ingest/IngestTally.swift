internal import CaseStore
internal import LogIngest
internal import Rendering

/// What a run of ingest says at its end.
enum IngestTally {
  /// For people.
  static func text(_ report: IngestReport, casePath: String?) -> String {
    let tally = report.tally
    var block = KeyValueBlock()
    block.add("case", ifPresent: casePath)
    let skipped = report.skipped > 0 ? ", \(HumanText.count(report.skipped)) skipped" : ""
    block.add("sources", HumanText.count(report.sources) + skipped)
    let read = HumanText.bytes(report.bytesRead)
    block.add("read", "\(read), \(HumanText.bytes(report.bytesJSON)) unpacked")
    block.add(
      "events",
      "\(HumanText.count(tally.events)) in \(HumanText.count(tally.requests, "request"))")
    if tally.duplicates > 0 { block.add("duplicates", HumanText.count(tally.duplicates)) }
    if tally.conflicts > 0 { block.add("conflicts", HumanText.count(tally.conflicts)) }
    if tally.salvaged > 0 { block.add("salvaged", HumanText.count(tally.salvaged)) }
    if tally.rejected > 0 {
      let bytes = HumanText.bytes(tally.bytesRejected)
      block.add("rejected", "\(HumanText.count(tally.rejected)) (\(bytes))")
    }
    if let first = tally.first, let last = tally.last {
      block.add("first", TimeText.rfc3339(first))
      block.add("last", TimeText.rfc3339(last))
    }
    block.add("took", took(report))
    if casePath != nil { block.add("head", report.head.hexText) }
    return block.text()
  }

  private static func took(_ report: IngestReport) -> String {
    let time = DurationText.short(Int64(report.seconds * 1_000_000))
    let rate = HumanText.rate(bytes: report.bytesJSON, seconds: report.seconds)
    let events = Double(report.tally.events + report.tally.duplicates) / max(report.seconds, 1e-6)
    return "\(time), \(rate), \(HumanText.count(Int64(events))) events/s"
  }

  /// For programs: the members of one object, or the values of one row.
  static func members(_ report: IngestReport) -> [(key: String, value: JSONDocument)] {
    let tally = report.tally
    return [
      ("sources", .integer(report.sources)),
      ("skipped", .integer(report.skipped)),
      ("bytes_read", .integer(report.bytesRead)),
      ("bytes_json", .integer(report.bytesJSON)),
      ("bytes_events", .integer(tally.bytesEvents)),
      ("bytes_duplicates", .integer(tally.bytesDuplicates)),
      ("bytes_salvaged", .integer(tally.bytesSalvaged)),
      ("bytes_rejected", .integer(tally.bytesRejected)),
      ("bytes_skipped", .integer(report.bytesSkipped)),
      ("bytes_other", .integer(tally.bytesOther)),
      ("events", .integer(tally.events)),
      ("requests", .integer(tally.requests)),
      ("duplicates", .integer(tally.duplicates)),
      ("conflicts", .integer(tally.conflicts)),
      ("rejected", .integer(tally.rejected)),
      ("salvaged", .integer(tally.salvaged)),
      ("first", .optional(tally.first.map { TimeText.rfc3339($0) })),
      ("last", .optional(tally.last.map { TimeText.rfc3339($0) })),
      ("seconds", .real(report.seconds)),
      ("head", .text(report.head.hexText)),
    ]
  }
}

extension [UInt8] {
  /// The bytes as lower-case hexadecimal digits.
  var hexText: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
