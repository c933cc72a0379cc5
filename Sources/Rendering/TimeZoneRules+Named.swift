/// Why a time zone could not be had.
public enum TimeZoneFailure: Error, Equatable {
  /// No zone has this name.
  case unknown(name: String)
  /// The zone's file cannot be read; `errno` says why.
  case unreadable(name: String, path: String, errno: Int32)
  /// The zone's file breaks the format (RFC 8536) at an offset in bytes.
  case damaged(name: String, path: String, byteOffset: Int)
}

extension TimeZoneRules {
  /// The zone of a name of the tz database, such as `Europe/Berlin`, of `UTC`,
  /// or of an offset such as `+02:00`.
  ///
  /// Zones are read from `$TZDIR`, else `/usr/share/zoneinfo`.
  public init(named name: String) throws(TimeZoneFailure) {
    if ["UTC", "Z", "utc", "Etc/UTC", "GMT"].contains(name) {
      self.init(name: name, fixedOffset: 0)
    } else if let offset = Self.offset(written: name) {
      self.init(name: name, fixedOffset: offset)
    } else {
      guard Self.isZoneName(name) else { throw .unknown(name: name) }
      let file = try ZoneFile(named: name)
      self = try TZifReader(file).rules()
    }
  }

  /// Names of the tz database, and no way out of its folder.
  private static func isZoneName(_ name: String) -> Bool {
    guard name.utf8.count <= 128 else { return false }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, isLetter(first) else { return false }
      return part.utf8.allSatisfy { byte in
        isLetter(byte) || (0x30...0x39).contains(byte) || "+-_".utf8.contains(byte)
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// `+02:00`, `-0330` or `+02`.
  private static func offset(written text: String) -> Int? {
    let bytes = Array(text.utf8).filter { $0 != UInt8(ascii: ":") }
    guard bytes.count == 3 || bytes.count == 5,
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")
    else { return nil }
    let digits = bytes.dropFirst().map { Int($0) - 0x30 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let hours = digits[0] * 10 + digits[1]
    let minutes = digits.count == 4 ? digits[2] * 10 + digits[3] : 0
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (bytes[0] == UInt8(ascii: "-") ? -60 : 60)
  }
}
