internal import CaseStore
internal import Digests
internal import SQLite

/// Writes the values of fields so that no secret is shown.
///
/// What is secret is shown as a short hash: equal values look equal, and a
/// digest of the case goes into it, so that nobody who has only the answer can
/// try passwords.
struct SecretValues {
  /// The longest value that is written out, characters.
  private static let longest = 120
  /// Ends of names, letters only, whose values are secret.
  private static let names = [
    "token", "password", "passwd", "passphrase", "pwd", "secret", "apikey", "accesskey",
    "secretkey", "privatekey", "credential", "credentials", "authorization",
  ]

  private let salt: [UInt8]

  init(_ connection: Connection) throws(SQLiteError) {
    let row = try connection.prepare("SELECT head FROM chain ORDER BY entry LIMIT 1")
    salt = try row.step() ? row.blob(0) : []
  }

  /// A value as it may be shown.
  ///
  /// - Parameter isOfSecret: whether the object is a Secret.
  func shown(_ value: String, at path: String, isOfSecret: Bool) -> String {
    if isOfSecret ? !Self.isPublic(path) : Self.isSecretName(path) && !Self.isPlain(value) {
      return hash(isOfSecret && path.hasPrefix("data.") ? Base64.decoded(value) : value.utf8 + [])
    }
    guard value.count > Self.longest else { return value }
    return "\(value.prefix(Self.longest))… (\(value.utf8.count) bytes)"
  }

  private func hash(_ bytes: [UInt8]) -> String {
    "hash:\(SHA256.digest(of: salt + bytes).hex.prefix(10))"
  }

  /// What lies at a path of a Secret may be shown, if it is neither data nor an
  /// annotation, of which tools keep copies of the object in.
  private static func isPublic(_ path: String) -> Bool {
    path == "type" || path == "immutable"
      || path.hasPrefix("metadata.") && !path.hasPrefix("metadata.annotations")
  }

  /// Whether the last name of a path, or that of an environment variable, says
  /// that its value is secret.
  private static func isSecretName(_ path: String) -> Bool {
    var name = path[...]
    if name.hasSuffix("].value") { name = name.dropLast(7) }
    let start = name.lastIndex { $0 == "." || $0 == "[" }
    let last = start.map { name[name.index(after: $0)...] } ?? name
    let letters = last.lowercased().filter { $0.isLetter && $0.isASCII }
    return names.contains { letters.hasSuffix($0) }
  }

  private static func isPlain(_ value: String) -> Bool {
    ["true", "false", "null", ""].contains(value) || value.allSatisfy(\.isNumber)
  }
}

/// Base64 as Kubernetes writes it.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text for some bytes.
  static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { text.append(digits[Int(bits << UInt32(6 - count) & 63)]) }
    while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes; those of the text itself where it is none.
  static func decoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 where character != UInt8(ascii: "=") {
      guard let digit = digit(character) else { return Array(text.utf8) }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func digit(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
