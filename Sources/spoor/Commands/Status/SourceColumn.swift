internal import CaseStore
internal import Inquiry
internal import Rendering

/// What is said of a source of evidence: the members of an object, the columns
/// of a row.
enum SourceColumn: String, CaseIterable {
  case id, path, cluster, bytes
  case bytesJSON = "bytes_json"
  case sha256
  case archiveSHA256 = "archive_sha256"
  case compression
  case format = "source_format"
  case notes, evidence, complete, skipped
  case events, duplicates, conflicts, rejected, salvaged, first, last, damage, pruned

  /// All of them.
  static let columns = allCases.map { Column($0.rawValue, isNumeric: $0.isNumeric) }

  /// A source as a row of all of them.
  static func row(_ source: CaseStatus.Source) -> [JSONDocument] {
    allCases.map { $0.value(of: source) }
  }

  /// A source as an object.
  static func object(_ source: CaseStatus.Source) -> JSONDocument {
    .object(allCases.map { ($0.rawValue, $0.value(of: source)) })
  }

  private var isNumeric: Bool {
    switch self {
    case .id, .bytes, .bytesJSON, .events, .duplicates, .conflicts, .rejected, .salvaged: true
    default: false
    }
  }

  private func value(of source: CaseStatus.Source) -> JSONDocument {
    switch self {
    case .id: .integer(source.id)
    case .path: .text(source.path)
    case .cluster: source.cluster.isEmpty ? .null : .text(source.cluster)
    case .bytes: .integer(source.fileBytes)
    case .bytesJSON: .integer(source.jsonBytes)
    case .sha256: .optional(source.sha256?.hexText)
    case .archiveSHA256: .optional(source.archiveDigest?.hexText)
    case .compression: .text(source.compression)
    case .format: .text(source.format)
    case .notes: .array(source.notes.map(JSONDocument.text))
    case .evidence: .text(source.keepsEvidence ? "keep" : "reference")
    case .complete: .flag(source.isComplete)
    case .skipped: .flag(source.isSkipped)
    case .events: .integer(source.tally.events)
    case .duplicates: .integer(source.tally.duplicates)
    case .conflicts: .integer(source.tally.conflicts)
    case .rejected: .integer(source.tally.rejected)
    case .salvaged: .integer(source.tally.salvaged)
    case .first: .optional(source.tally.first.map { TimeText.rfc3339($0) })
    case .last: .optional(source.tally.last.map { TimeText.rfc3339($0) })
    case .damage: .optional(source.damage)
    case .pruned: source.pruned.map(PruneDocument.json) ?? .null
    }
  }
}
