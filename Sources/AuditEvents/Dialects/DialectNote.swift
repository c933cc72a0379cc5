/// What could not be carried over from a wrapper with certainty.
public enum DialectNote: String, Sendable, CaseIterable {
  case level = "the level of some events is none of the audit levels"
  case cloudLevel = "Cloud Logging does not say the level"
  case inferredCode =
    "Cloud Logging has gRPC codes: a success counts as 201 of a create, else as 200"
  case unknownCode = "some gRPC codes stand for no HTTP code, and are left out"
  case handedOver =
    "a connection that was handed over (exec, attach) counts as 101 and as started"
  case stage = "some entries do not tell their stage"
  case legacyText =
    "legacy text has no level, and one address, the first, which a client may have chosen"
  case basicAudit =
    "basic audit has no stages: a request counts as received, its answer as started"
  case answerAlone = "some answers stand without their requests"
}
