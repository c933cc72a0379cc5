/// The annotations of an answer, which the case leaves out where they say
/// nothing but the decision and its reason.
enum Annotations {
  private static let key = "authorization.k8s.io"

  /// The annotations as a JSON object.
  static func value(kept: Value, decision: Value, reason: Value) -> Value {
    guard kept == .null, case .text(let decision) = decision, case .text(let reason) = reason
    else { return kept }
    return .text(
      "{\"\(key)/decision\":\"\(decision)\",\"\(key)/reason\":\"\(escaped(reason))\"}")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\\" || scalar == "\"" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}
