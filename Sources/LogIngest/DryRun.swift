public import CaseStore

/// What an ingest would find, without making a case.
public struct DryRun: Sendable {
  /// What the run came to.
  public let report: IngestReport
  /// The case that it would have made.
  public let status: CaseStatus

  /// Reads evidence into a case that is thrown away.
  ///
  /// - Parameters: as `Ingest.run`.
  public static func run(
    _ paths: [String], _ options: IngestOptions, holder: String,
    progress: @escaping (IngestProgress) -> Void, isCancelled: @escaping () -> Bool
  ) throws(CaseError) -> DryRun {
    let place = try TemporaryCase()
    var options = options
    options.casePath = place.path
    options.keepsEvidence = false
    let report = try Ingest.run(
      paths, options, holder: holder, progress: progress, isCancelled: isCancelled)
    return DryRun(report: report, status: try CaseStatus(path: place.path))
  }
}
