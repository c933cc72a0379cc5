/// Lays out JSON token by token.
struct JSONPrinter {
  let layout: JSONText.Layout
  private(set) var out: [UInt8] = []
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  init(_ layout: JSONText.Layout) { self.layout = layout }

  mutating func open(_ bracket: Unicode.Scalar) {
    startValue()
    out.append(UInt8(ascii: bracket))
    depth += 1
    isFirst = true
  }

  mutating func close(_ bracket: Unicode.Scalar) {
    depth -= 1
    if !isFirst { newLine() }
    out.append(UInt8(ascii: bracket))
    isFirst = false
  }

  /// Writes a key as it is spelled, with its quotes.
  mutating func key(_ spelled: ArraySlice<UInt8>) {
    startValue()
    append(spelled)
    out.append(ascii: layout == .indented ? ": " : ":")
    followsKey = true
  }

  /// Writes a string, number or literal as it is spelled.
  mutating func value(_ spelled: ArraySlice<UInt8>) {
    startValue()
    append(spelled)
    isFirst = false
  }

  /// Writes a text as a string of its own.
  mutating func value(text: String) {
    startValue()
    JSONString.append(text.utf8.span, to: &out)
    isFirst = false
  }

  private mutating func startValue() {
    if followsKey {
      followsKey = false
    } else if depth > 0 {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      newLine()
    }
  }

  private mutating func newLine() {
    guard layout == .indented else { return }
    out.append(UInt8(ascii: "\n"))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  /// Keeps the spelling, but for characters that would harm a terminal: those
  /// become JSON's escapes, which mean the same.
  private mutating func append(_ spelled: ArraySlice<UInt8>) {
    let bytes = spelled.span
    var index = 0
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "\\"), let hazard = Hazard(in: bytes, at: index) {
        hazard.appendJSONEscape(to: &out)
        index += hazard.length
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
  }
}
