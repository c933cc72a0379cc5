/// What a filter looks at.
///
/// The raw value is its option's name.
public enum FilterKey: String, Sendable, CaseIterable {
  /// The authenticated user.
  case user
  /// The user it acted as.
  case impersonated
  /// The authenticated service account, `NAMESPACE/NAME`.
  case serviceAccount = "service-account"
  /// A group of the authenticated user.
  case group
  /// An address of the request, or a range of them.
  case ip
  /// The user agent: its beginning, unless there is a wildcard.
  case agent
  /// The audit verb.
  case verb
  /// The resource, in kubectl's words or the log's.
  case resource
  /// The object's namespace.
  case namespace
  /// The object's name.
  case name
  /// The status code.
  case code
  /// What became of the request.
  case outcome
  /// The audit ID.
  case auditID = "audit-id"
  /// The credential's ID.
  case credential
  /// The cluster that the evidence was attributed to.
  case cluster
}
