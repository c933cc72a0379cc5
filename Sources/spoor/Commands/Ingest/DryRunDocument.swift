internal import Arguments
internal import CaseStore
internal import LogIngest
internal import Rendering

/// What `spoor ingest --dry-run` says.
enum DryRunDocument {
  /// In the format asked for.
  static func text(_ run: DryRun, _ arguments: ParsedArguments) -> String {
    guard arguments.value(of: "format") == "json" else {
      return StatusDocument.sources(run.status) + IngestTally.text(run.report, casePath: nil)
    }
    let tally = IngestTally.members(run.report).filter { $0.key != "head" }
    let files = run.status.sources.map(StatusDocument.json)
    return JSONDocument.object(
      [("dry_run", .flag(true)), ("files", .array(files))] + tally
    ).written
  }
}
