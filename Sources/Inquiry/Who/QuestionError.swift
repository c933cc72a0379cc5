/// What is wrong with a question.
public enum QuestionError: Error, Sendable, Equatable {
  /// No verb of the audit log, of kubectl or of the case; what was likely
  /// meant, if anything.
  case unknownVerb(String, suggestion: String?)
  /// The verb is kubectl's, or an idea, for which the audit log has other
  /// requests: what to ask instead.
  case severalRequests(verb: String, instead: [String])
  /// The verb cannot be done to this: `bind` and `impersonate` take users,
  /// groups, service accounts and roles.
  case cannotBeDone(verb: String, resource: String)
  /// A resource is `KIND`, `KIND/NAME`, `KIND/SUBRESOURCE` or
  /// `KIND/NAME/SUBRESOURCE`.
  case notAResource(String)
  /// No column of an answer; what was likely meant, if anything.
  case unknownColumn(String, suggestion: String?)
  /// A label is `KEY=VALUE`.
  case notALabel(String)
}
