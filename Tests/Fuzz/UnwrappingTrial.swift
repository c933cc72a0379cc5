internal import AuditEvents
internal import LogBytes
internal import TestSupport

@testable internal import LogIngest

/// One source of events in whatever wrappers.
struct UnwrappingTrial {
  let bytes: [UInt8]
  private static let formats = Formats.shipped

  /// What a source came to.
  private struct Findings: Equatable {
    var places: [String] = []
    var imbalance: String?
  }

  /// What is wrong with the events found, if anything is.
  func failure(_ generator: inout SeededGenerator) -> String? {
    let maxRecord = generator.pick([16 << 20, 16 << 20, 16 << 20, 300])
    let whole = find([bytes.count], maxRecord)
    if let imbalance = whole.imbalance { return imbalance }
    let blocks = TokenSoup.blocks(&generator, of: bytes.count)
    let parts = find(blocks, maxRecord)
    if let imbalance = parts.imbalance { return "\(imbalance), blocks \(blocks)" }
    if whole == parts { return nil }
    let difference = Array(parts.places.difference(from: whole.places))
    return "in blocks \(blocks), at most \(maxRecord) a record: \(difference)"
  }

  private func find(_ blocks: [Int], _ maxRecord: Int) -> Findings {
    var decoder = EvidenceDecoder(
      first: .init(actor: 1, operation: 1, object: 1, result: 1, client: 1),
      formats: Self.formats)
    decoder.begin(resuming: FramingState(), maxRecord: maxRecord)
    var findings = Findings()
    var accounted: Int64 = 0
    var start = 0
    for (index, end) in blocks.enumerated() {
      let isLast = index == blocks.count - 1
      let batch = decoder.decode(Array(bytes[start..<end]), isLast: isLast)
      start = end
      accounted += account(batch, &findings)
      if !isLast, accounted != batch.resume.offset {
        findings.imbalance = "\(accounted) for \(batch.resume.offset) at \(end)"
      }
    }
    if accounted != Int64(bytes.count) { findings.imbalance = "\(accounted) for \(bytes.count)" }
    findings.places.sort()
    return findings
  }

  /// Notes what a batch has, and counts its bytes.
  private func account(_ batch: EventBatch, _ findings: inout Findings) -> Int64 {
    var count = batch.otherBytes
    if batch.otherBytes < 0 { findings.imbalance = "\(batch.otherBytes) other bytes" }
    for event in batch.events {
      let part = event.length - event.uncounted
      if part < 0 || event.uncounted < 0 || event.offset + event.length > bytes.count {
        findings.imbalance = "an event at \(event.offset) has \(part) of \(event.length) bytes"
      }
      count += part
      findings.places.append(
        "\(event.offset) \(event.length) \(event.line) \(event.item) \(event.isSalvaged)")
    }
    for record in batch.rejected {
      count += record.isSalvaged ? 0 : record.length
      if record.length <= 0 { findings.imbalance = "an empty rejected record at \(record.offset)" }
      findings.places.append(
        "\(record.offset) \(record.length) \(record.line) \(record.reason) \(record.isSalvaged)")
    }
    return count
  }
}
