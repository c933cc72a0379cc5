internal import CaseStore

/// The bodies of one event, as far as the log kept them.
struct Bodies {
  var request: JSONTree?
  var response: JSONTree?

  /// Whether the log kept none.
  var isEmpty: Bool { request == nil && response == nil }
}

/// Reads the bodies of events from the evidence.
final class EventBodies {
  /// Levels below this keep no bodies.
  private static let firstLevel: UInt8 = 2
  /// How deep shippers wrap an event.
  private static let deepest = 8

  private let evidence: EvidenceReader

  init(_ investigated: Case) throws(InquiryError) {
    evidence = try InquiryError.reading { () throws(CaseError) in
      try EvidenceReader(investigated.reader)
    }
  }

  /// The bodies of a row, which must have been read whole; none where the
  /// evidence was only referenced.
  func bodies(of row: EventRow) throws(InquiryError) -> Bodies {
    guard row.level >= Self.firstLevel else { return Bodies() }
    let bytes: [UInt8]
    do throws(CaseError) {
      bytes = try evidence.bytes(
        source: Int64(row.source), offset: row.byteOffset, length: row.byteLength)
    } catch .missingBlock {
      return Bodies()
    } catch {
      throw .caseFile(error)
    }
    guard let tree = JSONTree(bytes), let event = Self.event(in: tree, depth: 0) else {
      return Bodies()
    }
    // Cloud Logging and OCSF have names of their own.
    return Bodies(
      request: Self.body(
        event["requestObject"] ?? event["request"]
          ?? event["unmapped"]?["requestObject"] ?? event["api"]?["request"]?["data"]),
      response: Self.body(
        event["responseObject"] ?? event["response"]
          ?? event["unmapped"]?["responseObject"] ?? event["api"]?["response"]?["data"]))
  }

  /// The event in what shippers put around it.
  private static func event(in tree: JSONTree, depth: Int) -> JSONTree? {
    if tree["auditID"] != nil || tree["class_uid"] != nil { return tree }
    if let payload = tree["protoPayload"] { return payload }
    guard depth < deepest else { return nil }
    switch tree {
    case .object(let members):
      return members.lazy.compactMap { event(in: $0.value, depth: depth + 1) }.first
    case .array(let elements):
      return elements.lazy.compactMap { event(in: $0, depth: depth + 1) }.first
    case .text(let text) where text.utf8.first { $0 > 0x20 } == UInt8(ascii: "{"):
      return JSONTree(text.utf8).flatMap { event(in: $0, depth: depth + 1) }
    default: return nil
    }
  }

  /// Some pipelines keep a body as a string of JSON.
  private static func body(_ tree: JSONTree?) -> JSONTree? {
    guard let tree else { return nil }
    switch tree {
    case .object, .array: return tree
    case .text(let text): return JSONTree(text.utf8)
    default: return nil
    }
  }
}
