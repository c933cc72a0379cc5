/// Why an answer has no row: the likeliest of the reasons.
public enum EmptyAnswer: Sendable, Equatable {
  /// There is no event in the case.
  case noEvents
  /// The evidence begins after, or ends before, the time asked for.
  /// Microseconds since 1970 UTC.
  case outsideEvidence(first: Int64, last: Int64)
  /// Nobody asked for such a resource: perhaps another was meant, perhaps the
  /// audit policy leaves it out.
  case resourceNotSeen(String, suggestion: String?)
  /// The resource was seen, but never with such a verb: perhaps nobody did it,
  /// perhaps the audit policy leaves it out.
  case deedNotSeen(verb: String, resource: String)
  /// A filter's value is in no row of the case; what was likely meant, if
  /// anything.
  case valueNotSeen(FilterKey, value: String, suggestion: String?)
  /// No request is of this user, address or credential; whether somebody acted
  /// as it, and what was likely meant, if anything.
  case subjectNotSeen(String, isImpersonated: Bool, suggestion: String?)
  /// Nobody acted as such a one, but as others; some of them.
  case othersImpersonated(resource: String, [String])
  /// No object of this name was seen.
  case nameNotSeen(String, suggestion: String?)
  /// What would tell stands in bodies, and none was kept of such requests.
  case bodiesNotKept
  /// Bodies were kept, and in none has an object the labels or the owner asked
  /// for.
  case noneSelected
  /// The object was read or used, but never made, changed or deleted.
  case onlyUsed
  /// No request in the case is about these kinds, which the question asks for.
  case kindsNotRecorded([String])
  /// Each part of the question is in the case, but not together.
  case nothingMatched
}
