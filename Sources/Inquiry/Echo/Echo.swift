/// The request that a controller's followed from.
struct Echo: Equatable {
  /// How sure that is.
  enum Confidence: Comparable {
    case possible, likely, certain

    var text: String {
      switch self {
      case .possible: "possible"
      case .likely: "likely"
      case .certain: "certain"
      }
    }
  }

  /// The request.
  let cause: ObjectWrite
  let confidence: Confidence
  /// What speaks for it.
  let reasons: [String]
  /// Whether the cause is a controller's request itself, of which no cause is in
  /// the case.
  let isOpen: Bool

  /// The cause as a sentence, with how sure it is and why.
  var text: String {
    let end = isOpen ? "; what that followed from is not in the case" : ""
    return "\(cause.text) (\(confidence.text): \(reasons.joined(separator: ", "))\(end))"
  }
}
