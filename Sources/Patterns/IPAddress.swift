/// An IP address of either version.
///
/// An IPv4 address and the IPv6 address that maps it (`::ffff:10.0.0.1`) are
/// the same address: a dual-stack API server logs either.
public struct IPAddress: Sendable, Hashable {
  /// The 128 bits of the IPv6 form; IPv4 lies in `::ffff:0:0/96`.
  let bits: UInt128

  init(bits: UInt128) {
    self.bits = bits
  }

  /// Whether the address is one of IPv4, mapped ones included.
  public var isIPv4: Bool { bits >> 32 == 0xffff }

  /// Reads an address, or nothing where the text is not exactly one.
  ///
  /// The zone of an IPv6 address (`fe80::1%eth0`) is dropped: it names an
  /// interface of the machine that wrote it. A part of an IPv4 address with
  /// a leading zero is refused, since programs disagree on its base.
  public init?(_ text: String) {
    self.init(text.utf8[...])
  }

  init?(_ text: Substring.UTF8View) {
    guard text.contains(UInt8(ascii: ":")) else {
      guard let number = Self.dotted(text) else { return nil }
      self.init(bits: 0xffff << 32 | UInt128(number))
      return
    }
    let zone = text.firstIndex(of: UInt8(ascii: "%"))
    if let zone, text[zone...].count == 1 { return nil }
    guard let bits = Self.colons(text[..<(zone ?? text.endIndex)]) else { return nil }
    self.init(bits: bits)
  }

  /// Reads four decimal parts.
  private static func dotted(_ text: Substring.UTF8View) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard let value = decimal(part, limit: 255) else { return nil }
      number = number << 8 | UInt32(value)
    }
    return number
  }

  /// Reads eight groups, of which one run of zeros may be `::` and the last
  /// two may be written as IPv4.
  private static func colons(_ text: Substring.UTF8View) -> UInt128? {
    let halves = text.halves
    guard let head = groups(halves.head, isLast: halves.tail == nil) else { return nil }
    guard let tailText = halves.tail else {
      return head.count == 8 ? joined(head) : nil
    }
    guard let tail = groups(tailText, isLast: true), head.count + tail.count <= 7 else {
      return nil
    }
    let zeros = [UInt16](repeating: 0, count: 8 - head.count - tail.count)
    return joined(head + zeros + tail)
  }

  private static func joined(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private static func groups(_ text: Substring.UTF8View, isLast: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let number = dotted(part) else { return nil }
        groups += [UInt16(truncatingIfNeeded: number >> 16), UInt16(truncatingIfNeeded: number)]
      } else {
        guard let group = hexadecimal(part) else { return nil }
        groups.append(group)
      }
    }
    return groups
  }

  private static func hexadecimal(_ text: Substring.UTF8View) -> UInt16? {
    guard (1...4).contains(text.count) else { return nil }
    var value: UInt16 = 0
    for byte in text {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

/// Reads a decimal number of up to three digits without a leading zero.
func decimal(_ text: Substring.UTF8View, limit: Int) -> Int? {
  guard (1...3).contains(text.count) else { return nil }
  if text.count > 1, text.first == UInt8(ascii: "0") { return nil }
  var value = 0
  for byte in text {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    value = value * 10 + Int(byte - UInt8(ascii: "0"))
  }
  return value <= limit ? value : nil
}

extension Substring.UTF8View {
  /// What stands before and after the first `::`; no tail without one.
  fileprivate var halves: (head: Substring.UTF8View, tail: Substring.UTF8View?) {
    let colon = UInt8(ascii: ":")
    for index in indices {
      let after = self.index(after: index)
      guard self[index] == colon, after < endIndex, self[after] == colon else { continue }
      return (self[..<index], self[self.index(after: after)...])
    }
    return (self, nil)
  }
}
