internal import Arguments
internal import CaseStore

extension ExportCommand {
  /// Runs `spoor export evidence`.
  static func runEvidence(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let text = arguments.value(of: "source") ?? ""
      let source = try sourceNumber(text)
      let file = try arguments.outputPath.map { (path) throws(Diagnostic) in
        try AnswerFile(path, isForced: arguments.isSet("force"))
      }
      try export(source, arguments.casePath) { (bytes) throws(Diagnostic) in
        if let file { try file.write(bytes) } else { terminal.answer(bytes.span) }
      }
      try file?.place()
    }
  }

  private static func sourceNumber(_ text: String) throws(Diagnostic) -> Int64 {
    do throws(ValueError) {
      return Int64(clamping: try CountArgument.number(text))
    } catch {
      throw Diagnostic(error, option: "--source").asUsage
    }
  }

  private static func export(
    _ source: Int64, _ path: String, _ write: ([UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let status: CaseStatus
    let evidence: EvidenceReader
    do throws(CaseError) {
      status = try CaseStatus(path: path)
      evidence = try EvidenceReader(path: path)
    } catch {
      throw Diagnostic(error)
    }
    guard let row = status.sources.first(where: { $0.id == source }) else {
      throw Diagnostic(
        "there is no source \(source)", why: "the case has \(status.sources.count)",
        tries: ["spoor status"])
    }
    if let pruned = row.pruned {
      throw Diagnostic(
        "source \(source) is no longer in the case", why: PruneDocument.sentence(pruned),
        places: [.file(row.path)])
    }
    guard !row.isSkipped, row.keepsEvidence else {
      throw Diagnostic(
        "source \(source) is not kept in the case",
        why: row.isSkipped
          ? "no audit event was in it" : "it was ingested with --evidence reference",
        places: [.file(row.path)])
    }
    var ordinal: Int64 = 0
    while ordinal * EvidenceReader.blockSize < row.jsonBytes {
      let block: [UInt8]
      do throws(CaseError) {
        block = try evidence.block(source: source, ordinal: ordinal)
      } catch {
        throw Diagnostic(error)
      }
      try write(block)
      ordinal += 1
    }
  }
}
