/// What a first reading of an event says about secrets in it.
struct SecretSurvey {
  /// The event is about a Secret, or a body has one in it.
  var isSecret = false
  /// A JSON patch sets something that must not be shown.
  var patchesSecret = false

  static let secret = SecretSurvey(isSecret: true, patchesSecret: true)

  private init(isSecret: Bool, patchesSecret: Bool) {
    self.isSecret = isSecret
    self.patchesSecret = patchesSecret
  }

  /// A survey that found nothing.
  init() {}

  /// Reads a text up to its end or its first fault.
  init(_ text: [UInt8], nesting: Int = 0) {
    var scanner = JSONScanner(text)
    var path = JSONPath()
    while let token = try? scanner.next() {
      switch token {
      case .beginObject: path.open(isArray: false)
      case .beginArray: path.open(isArray: true)
      case .endObject, .endArray: path.close()
      case .key(let range): path.key = JSONKey(text[range])
      case .string(let range): note(text[range], at: path, nesting: nesting)
      case .scalar: break
      }
      if isSecret { break }
    }
    if isSecret { patchesSecret = true }
  }

  private mutating func note(_ spelled: ArraySlice<UInt8>, at path: JSONPath, nesting: Int) {
    switch path.key.name {
    case "kind": isSecret = ["Secret", "SecretList"].contains(JSONString.decoded(spelled))
    case "resource" where path.parent == "objectref":
      isSecret = JSONString.decoded(spelled) == "secrets"
    case "resourcename": isSecret = "\(JSONString.decoded(spelled))/".contains("/secrets/")
    case "path" where JSONString.decoded(spelled).contains("last-applied"):
      patchesSecret = true
    default:
      guard spelled.count > 2, nesting < 4 else { return }
      let first = spelled[spelled.startIndex + 1]
      guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return }
      let inner = SecretSurvey(Array(JSONString.decoded(spelled).utf8), nesting: nesting + 1)
      isSecret = inner.isSecret
      patchesSecret = patchesSecret || inner.patchesSecret
    }
  }
}
