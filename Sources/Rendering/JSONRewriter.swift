/// Copies a JSON text from the scanner to the printer, and puts something else
/// where a redaction says so.
struct JSONRewriter {
  /// JSON inside strings inside JSON: shippers do it once, sometimes twice.
  private static let deepestNesting = 4

  private let redaction: Redaction?
  private let survey: SecretSurvey
  private let nesting: Int
  private var scanner: JSONScanner
  private var printer: JSONPrinter
  private var path = JSONPath()
  /// Whether the string before, in the same array, is an option whose value is
  /// secret.
  private var followsOption = false

  var out: [UInt8] { printer.out }

  init(
    _ text: [UInt8], layout: JSONText.Layout, redaction: Redaction?, isSecret: Bool = false,
    nesting: Int = 0
  ) {
    self.redaction = redaction
    self.nesting = nesting
    survey =
      isSecret ? .secret : redaction == nil ? SecretSurvey() : SecretSurvey(text, nesting: nesting)
    scanner = JSONScanner(text)
    printer = JSONPrinter(layout)
  }

  mutating func run() throws(JSONFault) {
    while let token = try scanner.next() {
      switch token {
      case .beginObject: open("{")
      case .beginArray: open("[")
      case .endObject: close("}")
      case .endArray: close("]")
      case .key(let range): try key(range)
      case .string(let range): string(range)
      case .scalar(let range): printer.value(scanner.bytes[range])
      }
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    printer.open(bracket)
    followsOption = false
    path.open(isArray: bracket == "[")
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    printer.close(bracket)
    followsOption = false
    path.close()
  }

  private mutating func key(_ range: Range<Int>) throws(JSONFault) {
    let spelled = scanner.bytes[range]
    guard let redaction else { return printer.key(spelled) }
    path.key = JSONKey(spelled)
    let isContainer = scanner.peekNext() == UInt8(ascii: "{")
    let isHidden = redaction.hides(path, survey, isObject: isContainer)
    // A fault inside the value must not leave its beginning behind.
    let value = isHidden ? try scanner.skipValue() : nil
    printer.key(spelled)
    if let value { replace(value) }
  }

  private mutating func replace(_ range: Range<Int>) {
    let spelled = scanner.bytes[range]
    // Null holds nothing, and in a patch it says that a key was removed.
    if spelled.elementsEqual("null".utf8) { return printer.value(spelled) }
    let isString = spelled.first == UInt8(ascii: "\"")
    printer.value(text: Redaction.mark(bytes: spelled.count - (isString ? 2 : 0)))
  }

  private mutating func string(_ range: Range<Int>) {
    let spelled = scanner.bytes[range]
    guard let redaction, spelled.count > 2 else { return printer.value(spelled) }
    if path.isURI {
      let text = JSONString.decoded(spelled)
      let shown = redaction.requestURI(text)
      if shown != text { return printer.value(text: shown) }
    } else if let first = spelled.dropFirst().first, first == 0x7B || first == 0x5B {
      return nested(spelled, redaction)
    } else {
      return plain(range, redaction)
    }
    printer.value(spelled)
  }

  /// A string that holds a text.
  private mutating func plain(_ range: Range<Int>, _ redaction: Redaction) {
    let spelled = scanner.bytes[range]
    if path.isInElement, path.key.name == "value", path.isSecretNamed { return replace(range) }
    let isName = path.isInElement && ["name", "path"].contains(path.key.name)
    guard isName || followsOption || SecretHint.isIn(spelled.span) else {
      return printer.value(spelled)
    }
    let text = JSONString.decoded(spelled)
    if isName { path.isSecretNamed = redaction.isSecretName(text.utf8) }
    var follows = path.isElement && followsOption
    let shown = path.isElement ? redaction.argument(text, &follows) : redaction.text(text)
    followsOption = follows
    if shown == text { printer.value(spelled) } else { printer.value(text: shown) }
  }

  /// A string that holds JSON itself, such as a body some shipper flattened.
  private mutating func nested(_ spelled: ArraySlice<UInt8>, _ redaction: Redaction) {
    let text = Array(JSONString.decoded(spelled).utf8)
    guard nesting < Self.deepestNesting else {
      return printer.value(text: Redaction.mark(bytes: text.count))
    }
    var inner = JSONRewriter(
      text, layout: .oneLine, redaction: redaction, isSecret: survey.isSecret,
      nesting: nesting + 1)
    do {
      try inner.run()
    } catch {
      let isHidden = survey.isSecret || redaction.mayHoldSecrets(text)
      return isHidden
        ? printer.value(text: Redaction.mark(bytes: text.count)) : printer.value(spelled)
    }
    // Written anew only where something was hidden: the spelling is evidence.
    var plain = JSONRewriter(text, layout: .oneLine, redaction: nil)
    try? plain.run()
    if plain.out == inner.out { return printer.value(spelled) }
    printer.value(text: String(decoding: inner.out, as: UTF8.self))
  }
}
