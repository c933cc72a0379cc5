/// A quick look for what every secret in a line of text begins with or is named
/// by: millions of lines have none.
enum SecretHint {
  /// Whether a closer look is worth it.
  static func isIn(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index + 2 < bytes.count {
      let second = bytes[index + 1] | 0x20
      switch bytes[index] | 0x20 {
      case UInt8(ascii: "t") where second == UInt8(ascii: "o"),  // token
        UInt8(ascii: "p") where second == UInt8(ascii: "a"),  // password, passphrase
        UInt8(ascii: "p") where second == UInt8(ascii: "w"),  // pwd
        UInt8(ascii: "s") where second == UInt8(ascii: "e"),  // secret
        UInt8(ascii: "k") where second == UInt8(ascii: "e"),  // apikey, private-key
        UInt8(ascii: "c") where second == UInt8(ascii: "r"),  // credential
        UInt8(ascii: "a") where second == UInt8(ascii: "u"),  // authorization
        UInt8(ascii: "b") where second == UInt8(ascii: "e"),  // bearer
        UInt8(ascii: "b") where second == UInt8(ascii: "a"),  // basic
        UInt8(ascii: "e") where second == UInt8(ascii: "y"),  // eyJ…
        UInt8(ascii: ":") where second == UInt8(ascii: "/"):  // scheme://user:password@
        return true
      default: index += 1
      }
    }
    return false
  }
}
