/// What could not be carried over from a wrapper with certainty, or is else to
/// be known of how a source was read: a sentence.
public struct DialectNote: RawRepresentable, Hashable, Sendable {
  /// The sentence.
  public let rawValue: String

  /// Says a sentence.
  public init(rawValue: String) { self.rawValue = rawValue }

  static let level = Self(rawValue: "the level of some events is none of the audit levels")
  static let cloudLevel = Self(rawValue: "Cloud Logging does not say the level")
  static let inferredCode = Self(
    rawValue: "Cloud Logging has gRPC codes: a success counts as 201 of a create, else as 200")
  static let unknownCode = Self(
    rawValue: "some gRPC codes stand for no HTTP code, and are left out")
  static let handedOver = Self(
    rawValue: "a connection that was handed over (exec, attach) counts as 101 and as started")
  static let stage = Self(rawValue: "some entries do not tell their stage")
  static let legacyText = Self(
    rawValue:
      "legacy text has no level, and one address, the first, which a client may have chosen")
  static let basicAudit = Self(
    rawValue: "basic audit has no stages: a request counts as received, its answer as started")
  static let answerAlone = Self(rawValue: "some answers stand without their requests")
}
