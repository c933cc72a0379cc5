internal import CaseStore
internal import LogIngest
internal import Rendering

/// What `spoor ingest --dry-run` says.
enum DryRunDocument {
  /// For people.
  static func text(_ run: DryRun) -> String {
    StatusDocument.sources(run.status) + IngestTally.text(run.report, casePath: nil)
  }

  /// In every other format: all of it, or a row a source.
  static func overview(_ run: DryRun) -> Overview {
    let tally = IngestTally.members(run.report).filter { $0.key != "head" }
    let files = run.status.sources.map(SourceColumn.object)
    return Overview(
      .object([("dry_run", .flag(true)), ("files", .array(files))] + tally),
      columns: SourceColumn.columns, rows: run.status.sources.map(SourceColumn.row))
  }
}
