/// A range of IP addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct CIDR: Sendable, Hashable {
  /// The lowest address of the range.
  public let base: IPAddress

  /// How many of the leading bits of the 128 all addresses share.
  private let prefixLength: Int

  /// Reads a range, or nothing where the text is not exactly one.
  ///
  /// A plain address is a range of one. Bits behind the prefix are ignored:
  /// `10.1.2.3/8` is `10.0.0.0/8`.
  public init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first) else { return nil }
    let isDotted = !first.contains(UInt8(ascii: ":"))
    let bits = isDotted ? 32 : 128
    var length = bits
    if parts.count == 2 {
      guard let given = decimal(parts[1], limit: bits) else { return nil }
      length = given
    }
    prefixLength = length + 128 - bits
    base = IPAddress(bits: address.bits & Self.mask(prefixLength))
  }

  /// Says whether an address lies in the range.
  ///
  /// An IPv6 range holds no IPv4 address unless it lies in the mapped ones
  /// (`::ffff:0:0/96`): `::/0` is all of IPv6.
  public func contains(_ address: IPAddress) -> Bool {
    address.isIPv4 == base.isIPv4 && address.bits & Self.mask(prefixLength) == base.bits
  }

  /// Says whether a text is an address that lies in the range; a text that
  /// is no address does not.
  public func contains(_ text: String) -> Bool {
    IPAddress(text).map(contains) ?? false
  }

  private static func mask(_ prefixLength: Int) -> UInt128 {
    prefixLength == 0 ? 0 : UInt128.max << UInt128(128 - prefixLength)
  }
}
