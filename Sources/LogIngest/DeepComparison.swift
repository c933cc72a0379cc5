public import CaseStore

/// Derives a case anew from its own evidence, and compares; and checks the
/// look-ups, which are all that questions see of it.
public struct DeepComparison: Sendable {
  /// What differs, one sentence each; empty if all is derived as it should be.
  public let problems: [String]
  /// Paths of sources that are only referred to: with one of them, rows cannot
  /// be derived anew.
  public let unkept: [String]
  /// Paths of sources that other tables of formats were used for.
  public let otherwiseRead: [String]

  /// Compares a case.
  ///
  /// - Parameters:
  ///   - status: what it says at a glance.
  ///   - formats: those that its evidence was read with.
  public init(
    path: String, _ status: CaseStatus, formats: Formats = .shipped
  ) throws(CaseError) {
    let sources = status.sources.filter { $0.pruned == nil }
    otherwiseRead = sources.filter { $0.isReadOtherwise(than: formats) }.map(\.path)
    unkept = sources.filter(\.isUnkept).map(\.path)
    let differences = unkept.isEmpty ? try Self.differences(status, path, formats) : []
    problems = differences + (try LookupVerification(path: path).problems)
  }

  private static func differences(
    _ status: CaseStatus, _ path: String, _ formats: Formats
  ) throws(CaseError) -> [String] {
    let derived = try TemporaryCase()
    try Derivation.run(
      status, path, formats, into: derived.path, holder: "spoor verify", excluding: [])
    return try CaseComparison(path: path, derived: derived.path).differences
  }
}
