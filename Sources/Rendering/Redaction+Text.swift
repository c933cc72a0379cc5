extension Redaction {
  /// A request's path and query without the secrets in it.
  ///
  /// The arguments of an exec are judged one after the other, so that what
  /// follows `command=--token` is hidden too.
  public func requestURI(_ uri: String) -> String {
    guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")),
      SecretHint.isIn(uri.utf8.span) || uri.utf8.contains(UInt8(ascii: "%"))
    else { return uri }
    var followsOption = false
    let parameters = uri[uri.utf8.index(after: mark)...].split(
      separator: "&", omittingEmptySubsequences: false)
    let shown = parameters.map { shownParameter($0, &followsOption) }
    return uri[...mark] + shown.joined(separator: "&")
  }

  /// A line of text, such as a command, without the secrets in it.
  public func text(_ text: String) -> String {
    guard SecretHint.isIn(text.utf8.span) else { return text }
    var words = SecretWords(Array(text.utf8), redaction: self)
    return words.redacted() ?? text
  }

  private func shownParameter(_ parameter: Substring, _ followsOption: inout Bool) -> String {
    let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return String(parameter) }
    if isSecretName(PercentText.decoded(parts[0]).utf8) { return "\(parts[0])=\(Self.wordMark)" }
    let value = PercentText.decoded(parts[1])
    if parts[0] == "command" {
      if followsOption, !value.hasPrefix("-") {
        followsOption = false
        return "\(parts[0])=\(Self.wordMark)"
      }
      followsOption = value.hasPrefix("-") && isSecretName(value.utf8)
    }
    var words = SecretWords(Array(value.utf8), redaction: self)
    guard let shown = words.redacted() else { return String(parameter) }
    return "\(parts[0])=\(PercentText.encoded(shown))"
  }
}
