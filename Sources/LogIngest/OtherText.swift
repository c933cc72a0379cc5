internal import AuditEvents
internal import LogBytes

/// Recognises files that have to do with audit events and are no log of them,
/// by what they begin with.
enum OtherText {
  /// How much of a file is looked at.
  private static let headSize = 1 << 16

  /// What the start of a source without events is; nil for anything else, and
  /// for what is not the start.
  static func note(of records: RecordBatch) -> DialectNote? {
    guard records.textOffset == 0 else { return nil }
    var bytes: [UInt8] = []
    records.text.withBytes { text in
      let count = Int32(min(records.text.count, headSize))
      text.append(TextRange(start: 0, count: count), to: &bytes)
    }
    let head = String(decoding: bytes, as: UTF8.self)
    let lines: [Substring] = head.split(whereSeparator: \.isNewline).map { line in
      line.drop { $0 == " " || $0 == "-" || $0 == "\t" }
    }
    let isOfAudit = lines.contains { $0.hasPrefix("apiVersion: audit.k8s.io/") }
    if isOfAudit, lines.contains(where: { $0.hasPrefix("kind: Policy") }) { return .policy }
    let keys = ["auditID: ", "protoPayload:"]
    let isEvent = lines.contains { line in keys.contains { line.hasPrefix($0) } }
    if isOfAudit || isEvent { return .yaml }
    let isPolicy = head.contains("\"Policy\"") && head.contains("audit.k8s.io/")
    return isPolicy ? .policy : nil
  }
}

extension DialectNote {
  fileprivate static let yaml = Self(
    rawValue: "YAML: its audit events are not read; as JSON they would be")
  fileprivate static let policy = Self(rawValue: "an audit policy, which is no log")
}
