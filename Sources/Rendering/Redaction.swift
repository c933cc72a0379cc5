/// Which values of an event are secret, and what stands in their place.
///
/// Hidden are: values under `data` and `stringData`, and the values of JSON
/// patches, where an event concerns a Secret; tokens of TokenRequests and
/// TokenReviews; copies of whole objects in `last-applied` annotations; query
/// parameters, words of a text or command line, entries of `data`, annotations,
/// labels and environments whose name says that they are secret; what looks like
/// a token.
public struct Redaction: Sendable, Equatable {
  /// The rules that hold unless `--no-redact` is given.
  public static let standard = Redaction()

  /// Columns of answers that may hold a URI or a command line.
  public var columns: Set<String> = [
    "detail", "request_uri", "command", "changes", "message", "note", "url.original",
  ]

  /// Ends of names, in lower case and letters only, whose values are secret.
  var secretNames = [
    "token", "password", "passwd", "passphrase", "pwd", "secret", "apikey", "accesskey",
    "secretkey", "privatekey", "credential", "credentials", "authorization",
  ]

  /// What stands for a hidden value in a body.
  static func mark(bytes: Int) -> String { "(redacted, \(bytes) bytes)" }

  /// What stands for a hidden word in a line of text.
  static let wordMark = "(redacted)"

  /// Whether the value of the path's key is hidden as a whole.
  func hides(_ path: JSONPath, _ survey: SecretSurvey, isObject: Bool) -> Bool {
    if path.key.isLastApplied { return true }
    let name = path.key.name
    if name == "token" { return ["status", "spec"].contains(path.parent) }
    if name == "value", path.isInElement { return survey.patchesSecret }
    if !isObject, Self.isOfTexts(path.holder), isSecretName(name.utf8) {
      // The server's own annotations name a token's owner, never a token.
      return !name.contains("kubernetes.io/") && !name.contains("k8s.io/")
    }
    guard survey.isSecret else { return false }
    if Self.isData(path.parent) || Self.isData(path.holder) { return true }
    return Self.isData(name) && !isObject
  }

  /// Whether a text that is no JSON gives reason to withhold it.
  func mayHoldSecrets(_ text: [UInt8]) -> Bool {
    let text = String(decoding: text, as: UTF8.self).lowercased()
    return ["secret", "token", "last-applied", "password"].contains { text.contains($0) }
  }

  /// Whether a name says that its value is secret.
  func isSecretName(_ name: some Sequence<UInt8>) -> Bool {
    let letters = name.compactMap { byte -> UInt8? in
      (0x41...0x5A).contains(byte & 0xDF) ? byte | 0x20 : nil
    }
    let plain = String(decoding: letters, as: UTF8.self)
    return secretNames.contains { plain.hasSuffix($0) }
  }

  /// Whether somebody may write down any text in an object of this name, each
  /// with a name of its own.
  private static func isOfTexts(_ name: String) -> Bool {
    isData(name) || name == "annotations" || name == "labels"
  }

  private static func isData(_ name: String) -> Bool { name == "data" || name == "stringdata" }
}
