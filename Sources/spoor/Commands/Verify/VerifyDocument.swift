internal import CaseStore
internal import Inquiry
internal import LogIngest
internal import Rendering

/// What `spoor verify` says.
struct VerifyDocument {
  let verification: EvidenceVerification
  let files: [SourceComparison]
  /// Sources whose evidence was taken out.
  let pruned: [CaseStatus.Source]
  /// What differs, one sentence each.
  let problems: [String]

  /// For people.
  var text: String {
    var block = KeyValueBlock()
    block.add("chain", HumanText.count(verification.entries, "entry", plural: "entries"))
    let bytes = HumanText.bytes(verification.bytes)
    block.add("blocks", "\(HumanText.count(verification.blocks)), \(bytes) unpacked")
    block.add("files", files.map { "\($0.state.rawValue)  \($0.path)" })
    let taken = pruned.compactMap { source in
      source.pruned.map { "source \(source.id)  \(source.path): \(PruneDocument.sentence($0))" }
    }
    block.add("pruned", taken)
    block.add("head", verification.head.hexText)
    let differences = problems.map { TextSafety.escaped("differs: " + $0) + "\n" }
    return block.text() + (problems.isEmpty ? "all is as it was\n" : differences.joined())
  }

  /// In every other format: all of it, or a row for each thing that was looked
  /// at or found.
  var overview: Overview {
    let columns = ["kind", "path", "state", "detail"].map { Column($0) }
    let head: [JSONDocument] = [.text("head"), .null, .null, .text(verification.head.hexText)]
    let looked: [[JSONDocument]] = files.map {
      [.text("file"), .text($0.path), .text($0.state.rawValue), .null]
    }
    let taken: [[JSONDocument]] = pruned.map {
      let sentence = $0.pruned.map(PruneDocument.sentence)
      return [.text("source"), .text($0.path), .text("pruned"), .optional(sentence)]
    }
    let found: [[JSONDocument]] = problems.map {
      [.text("difference"), .null, .null, .text($0)]
    }
    return Overview(json, columns: columns, rows: [head] + looked + taken + found)
  }

  private var json: JSONDocument {
    .object([
      ("head", .text(verification.head.hexText)),
      ("entries", .integer(verification.entries)),
      ("blocks", .integer(verification.blocks)),
      ("bytes", .integer(verification.bytes)),
      (
        "files",
        .array(
          files.map { .object([("path", .text($0.path)), ("state", .text($0.state.rawValue))]) })
      ),
      ("pruned", .array(pruned.map(PruneDocument.json))),
      ("differences", .array(problems.map(JSONDocument.text))),
    ])
  }
}
