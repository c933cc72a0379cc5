public import CaseStore

/// Takes evidence out of a case.
///
/// While it lives, no other process writes the case.
public struct Prune: ~Copyable {
  /// What came of it.
  public struct Report: Sendable {
    /// The file's size before, bytes.
    public let bytesBefore: Int64
    /// The file's size after, bytes.
    public let bytesAfter: Int64
    /// The chain's head, 32 bytes.
    public let head: [UInt8]
  }

  /// The sources that go.
  public let sources: [CaseStatus.Source]
  /// Rows that the case has.
  public let eventsBefore: Int64
  /// Rows that it will have.
  public let eventsAfter: Int64

  private let derived: TemporaryCase
  private let pruner: CasePruner

  /// Finds what goes, and derives the case anew from what stays: an event's
  /// row may point at one source, and its copy lie in another.
  ///
  /// - Parameters:
  ///   - formats: those that the evidence was read with.
  ///   - holder: a sentence that names this process, for others that wait.
  /// - Throws: any `PruneError`; the case is what it was.
  public static func begin(
    path: String, _ choice: PruneChoice, formats: Formats = .shipped, holder: String
  ) throws(PruneError) -> Prune {
    let pruner = try hold(path, holder)
    let (status, weights) = try trying { () throws(CaseError) in
      (try CaseStatus(path: path), try CaseWeights(path: path))
    }
    var chosen = try choice.sources(of: status, weights)
    var derived = try derive(status, path, formats, without: chosen)
    while case .size(let limit) = choice, !chosen.isEmpty {
      let bytes = try weights.fileBytes(
        without: Set(chosen.map(\.id)), derived: size(of: derived.path))
      guard bytes > limit else { break }
      let next = PruneChoice.candidates(status).dropFirst(chosen.count).first
      guard let next else { throw .tooSmall(least: bytes) }
      chosen.append(next)
      derived = try derive(status, path, formats, without: chosen)
    }
    let file = derived.path
    let left = try trying { () throws(CaseError) in try CaseStatus(path: file) }
    return Prune(
      sources: chosen, eventsBefore: status.rows, eventsAfter: left.rows, derived: derived,
      pruner: pruner)
  }

  private init(
    sources: [CaseStatus.Source], eventsBefore: Int64, eventsAfter: Int64,
    derived: consuming TemporaryCase, pruner: consuming CasePruner
  ) {
    self.sources = sources
    self.eventsBefore = eventsBefore
    self.eventsAfter = eventsAfter
    self.derived = derived
    self.pruner = pruner
  }

  private static func hold(
    _ path: String, _ holder: String
  ) throws(PruneError) -> CasePruner {
    do throws(CaseError) {
      return try CasePruner(path: path, holder: holder)
    } catch {
      throw .unusable(error)
    }
  }

  private static func size(of derived: String) throws(PruneError) -> Int64 {
    try trying { () throws(CaseError) in try CaseWeights(path: derived).fileBytes }
  }

  /// Derives a case from all sources but some.
  private static func derive(
    _ status: CaseStatus, _ path: String, _ formats: Formats, without chosen: [CaseStatus.Source]
  ) throws(PruneError) -> TemporaryCase {
    let numbers = Set(chosen.map(\.id))
    if !chosen.isEmpty {
      for source in status.sources where source.pruned == nil && !numbers.contains(source.id) {
        if source.isUnkept { throw .unkept(source.id, path: source.path) }
        if source.isReadOtherwise(than: formats) { throw .otherwiseRead(path: source.path) }
      }
    }
    do throws(CaseError) {
      let derived = try TemporaryCase()
      // Where nothing goes there is nothing to derive.
      let excluded = chosen.isEmpty ? Set(status.sources.map(\.id)) : numbers
      try Derivation.run(
        status, path, formats, into: derived.path, holder: "spoor prune", excluding: excluded)
      return derived
    } catch {
      throw .unusable(error)
    }
  }

  private static func trying<Result>(
    _ body: () throws(CaseError) -> Result
  ) throws(PruneError) -> Result {
    do throws(CaseError) { return try body() } catch { throw .unusable(error) }
  }

  /// Takes the sources out: all of it happens, or nothing; without any the case
  /// stays as it is.
  public consuming func run(as record: CasePruner.Record) throws(CaseError) -> Report {
    let before = try pruner.fileBytes
    if !sources.isEmpty {
      try pruner.prune(sources.map(\.id), derived: derived.path, as: record, now: Self.now)
    }
    return Report(
      bytesBefore: before, bytesAfter: try pruner.fileBytes,
      head: try CaseStatus(path: pruner.path).head)
  }

  /// The present, as a record has it.
  public static func now() -> String { Stopwatch.now() }
}

extension CaseStatus {
  /// How many rows of events there are, salvaged ones included.
  fileprivate var rows: Int64 { stages.reduce(0) { $0 + $1.events } }
}
