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

  /// The arguments of a command without the secrets in them; what follows
  /// `--token` is one.
  public func arguments(_ arguments: [String]) -> [String] {
    var followsOption = false
    return arguments.map { argument($0, &followsOption) }
  }

  /// One of a command's arguments without the secret in it.
  ///
  /// - Parameter followsOption: whether the one before named a secret; then
  ///   whether this one does.
  func argument(_ argument: String, _ followsOption: inout Bool) -> String {
    let isOption = argument.hasPrefix("-")
    let isSecret = followsOption && !isOption
    followsOption = isOption && isSecretName(argument.utf8)
    return isSecret ? Self.wordMark : text(argument)
  }

  private func shownParameter(_ parameter: Substring, _ followsOption: inout Bool) -> String {
    let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return String(parameter) }
    if isSecretName(PercentText.decoded(parts[0]).utf8) { return "\(parts[0])=\(Self.wordMark)" }
    let value = PercentText.decoded(parts[1])
    let shown = parts[0] == "command" ? argument(value, &followsOption) : text(value)
    return shown == value ? String(parameter) : "\(parts[0])=\(PercentText.encoded(shown))"
  }
}
