/// What is wrong with a filter.
public enum FilterError: Error, Sendable, Equatable {
  /// `--exclude` names no filter; what was likely meant, if anything.
  case unknownKey(String, suggestion: String?)
  /// `--exclude` has no `=`.
  case noValue(String)
  /// No address and no range.
  case notAnAddress(String)
  /// No status code: `403`, `4xx` or a pattern.
  case notACode(String)
  /// No outcome; what was likely meant, if anything.
  case unknownOutcome(String, suggestion: String?)
  /// A service account is `NAMESPACE/NAME`.
  case notAServiceAccount(String)
  /// A resource filter that ends in an object's name, which `--name` takes.
  case nameInResource(resource: String, name: String)
  /// The request to look around is not in the case.
  case noSuchRequest(auditID: String)
  /// The request to look around has no time.
  case requestWithoutTime(auditID: String)
}
