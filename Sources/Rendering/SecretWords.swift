/// Finds secrets in a line of text: `--token=…`, `--password …`, `TOKEN=…`,
/// `Authorization: Bearer …`, `https://user:…@host` and JSON web tokens.
struct SecretWords {
  private let text: [UInt8]
  private let redaction: Redaction
  private var position = 0
  private var hidden: [Range<Int>] = []

  init(_ text: [UInt8], redaction: Redaction) {
    self.text = text
    self.redaction = redaction
  }

  /// The text with its secrets replaced; nil when it has none.
  mutating func redacted() -> String? {
    while position < text.count {
      if isNamePart(text[position]) { judgeName() } else { position += 1 }
    }
    guard !hidden.isEmpty else { return nil }
    var out: [UInt8] = []
    var start = 0
    for range in hidden {
      out += text[start..<range.lowerBound]
      out += Redaction.wordMark.utf8
      start = range.upperBound
    }
    out += text[start...]
    return String(decoding: out, as: UTF8.self)
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Judges the name that begins here, and moves behind it or its value.
  private mutating func judgeName() {
    let start = position
    while position < text.count, isNamePart(text[position]) { position += 1 }
    let name = text[start..<position]
    if isWebToken(name) { return hide(start..<position) }
    if isScheme(name), skipSpaces() { return hideWord() }
    if text[position...].starts(with: "://".utf8) { return judgeUserInfo() }
    guard redaction.isSecretName(name) else { return }
    var next = position
    if next < text.count, isQuote(text[next]) { next += 1 }
    if next < text.count, text[next] == UInt8(ascii: "=") || text[next] == UInt8(ascii: ":") {
      position = next + 1
      _ = skipSpaces()
      hideValue()
    } else if name.first == UInt8(ascii: "-"), skipSpaces(), position < text.count,
      text[position] != UInt8(ascii: "-")
    {
      hideWord()
    }
  }

  /// Hides a word, or the one after it if it only names a scheme.
  private mutating func hideValue() {
    guard !passStandIn() else { return }
    let start = position
    while position < text.count, isNamePart(text[position]) { position += 1 }
    if !isScheme(text[start..<position]) || !skipSpaces() { position = start }
    hideWord()
  }

  /// Moves behind what stands for a secret already: its short hash in a change,
  /// or that there was none.
  private mutating func passStandIn() -> Bool {
    let rest = text[position...]
    if rest.starts(with: "none →".utf8) {
      position += 4
      return true
    }
    let hash = rest.prefix { isNamePart($0) || $0 == UInt8(ascii: ":") }
    guard hash.count == 15, hash.starts(with: "hash:".utf8),
      hash.dropFirst(5).allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return false }
    position += hash.count
    return true
  }

  private mutating func hideWord() {
    guard position < text.count else { return }
    let quote = isQuote(text[position]) ? text[position] : nil
    if quote != nil { position += 1 }
    let start = position
    while position < text.count {
      let byte = text[position]
      if quote.map({ $0 == byte }) ?? (isSpace(byte) || isQuote(byte)) { break }
      position += 1
    }
    if position > start { hide(start..<position) }
  }

  /// Hides the password of `scheme://user:password@host`.
  private mutating func judgeUserInfo() {
    position += 3
    let start = position
    while position < text.count, !isSpace(text[position]), !isQuote(text[position]),
      text[position] != UInt8(ascii: "/")
    { position += 1 }
    let authority = text[start..<position]
    position = start
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return }
    position = at
    if colon + 1 < at { hide(colon + 1..<at) }
  }

  private mutating func hide(_ range: Range<Int>) {
    hidden.append(range)
    position = max(position, range.upperBound)
  }

  private mutating func skipSpaces() -> Bool {
    let start = position
    while position < text.count, isSpace(text[position]) { position += 1 }
    return position > start
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private func isScheme(_ name: ArraySlice<UInt8>) -> Bool {
    ["bearer", "basic"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// `eyJ….….…`: the beginning of `{"` in base64, and three parts.
  private func isWebToken(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count > 20, name.starts(with: "eyJ".utf8) else { return false }
    return name.count(where: { $0 == UInt8(ascii: ".") }) == 2
  }
}
