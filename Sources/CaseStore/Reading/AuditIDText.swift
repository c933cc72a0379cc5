internal import AuditEvents
internal import SQLite

/// An audit ID as the table of events keeps it.
struct AuditIDText {
  private let text: String
  private let bytes: [UInt8]?
  /// The key of its look-up.
  let key: UInt32

  /// Reads an audit ID; a UUID in canonical spelling is kept as bytes.
  init(_ text: String) {
    self.text = text
    bytes = Self.bytes(of: text)
    if let bytes, let halves = UUIDBytes.halves(bytes) {
      key = LookupSegment.key(ofAudit: AuditIDHash.of(high: halves.high, low: halves.low))
    } else {
      key = LookupSegment.key(ofAudit: AuditIDHash.of(text))
    }
  }

  func bind(to statement: Statement, at place: Int32) throws(SQLiteError) {
    if let bytes {
      try statement.bindBlob(bytes, at: place)
    } else {
      try statement.bind(text, at: place)
    }
  }

  /// The bytes of a UUID spelled `8-4-4-4-12` in lower case.
  private static func bytes(of text: String) -> [UInt8]? {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return nil }
    var bytes: [UInt8] = []
    for group in groups {
      var high: UInt8?
      for byte in group {
        guard let digit = digit(byte) else { return nil }
        if let first = high {
          bytes.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
