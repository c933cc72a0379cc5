/// Writes one JSON text from a log for reading.
public enum JSONText {
  /// How the text is laid out.
  public enum Layout: Sendable {
    /// A value a line, indented by two spaces.
    case indented
    /// No space at all.
    case oneLine
  }

  /// The text laid out anew, with its numbers and strings spelled and its keys
  /// ordered as they were, and without a newline at the end.
  ///
  /// What is no JSON comes back escaped as text. With a redaction that might
  /// show a secret in a record cut short, so then what follows the fault is
  /// withheld where the text speaks of secrets.
  public static func written(
    _ text: [UInt8], layout: Layout = .indented, redaction: Redaction? = nil
  ) -> [UInt8] {
    let text = validUTF8(text)
    var rewriter = JSONRewriter(text, layout: layout, redaction: redaction)
    do {
      try rewriter.run()
      return rewriter.out
    } catch {
      return notJSON(text, error, layout: layout, redaction: redaction)
    }
  }

  /// Bytes that are not UTF-8 become U+FFFD: an eight-bit control among them
  /// would reach the terminal.
  private static func validUTF8(_ text: [UInt8]) -> [UInt8] {
    if (try? UTF8Span(validating: text.span)) != nil { return text }
    return Array(String(decoding: text, as: UTF8.self).utf8)
  }

  private static func notJSON(
    _ text: [UInt8], _ fault: JSONFault, layout: Layout, redaction: Redaction?
  ) -> [UInt8] {
    var out: [UInt8] = []
    guard let redaction, redaction.mayHoldSecrets(text) else {
      TextSafety.append(text.span, to: &out)
      return out
    }
    var rewriter = JSONRewriter(text, layout: layout, redaction: redaction, isSecret: true)
    try? rewriter.run()
    out = rewriter.out
    if !out.isEmpty { out.append(ascii: layout == .indented ? "\n" : " ") }
    out.append(ascii: "(no JSON from byte ")
    out.append(decimal: Int64(fault.byteOffset))
    out.append(ascii: " on, ")
    out.append(decimal: Int64(text.count - fault.byteOffset))
    out.append(ascii: " bytes withheld)")
    return out
  }
}
