internal import Arguments
internal import CaseStore
internal import LogIngest

extension VerifyCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    do throws(Diagnostic) {
      let formats = try FormatFolders.formats(arguments)
      let verdict: VerifyDocument
      do throws(CaseError) {
        verdict = try self.verdict(arguments, formats, terminal)
      } catch {
        throw Diagnostic(error)
      }
      try verdict.overview.write(arguments, terminal) { () throws(Diagnostic) in verdict.text }
      return verdict.problems.isEmpty ? .done : .failed
    } catch {
      terminal.report(error)
      return error.exitStatus
    }
  }

  private static func verdict(
    _ arguments: ParsedArguments, _ formats: Formats, _ terminal: Terminal
  ) throws(CaseError) -> VerifyDocument {
    let path = arguments.casePath
    let status = try CaseStatus(path: path)
    let verification = try EvidenceVerification(path: path)
    let files = try SourceComparison.all(path: path, status)
    var problems = verification.differences.map(\.sentence)
    problems += files.filter { $0.state == .changed }.map { "\($0.path): the file was changed" }
    if arguments.isSet("deep") {
      problems += try verification.integrityProblems()
      problems += try derivedProblems(path, status, formats, terminal)
    }
    let pruned = status.sources.filter { $0.pruned != nil }
    return VerifyDocument(
      verification: verification, files: files, pruned: pruned, problems: problems)
  }

  /// What differs from rows that are derived anew.
  private static func derivedProblems(
    _ path: String, _ status: CaseStatus, _ formats: Formats, _ terminal: Terminal
  ) throws(CaseError) -> [String] {
    let comparison: DeepComparison
    do throws(CaseError) {
      comparison = try DeepComparison(path: path, status, formats: formats)
    } catch {
      // The hashes tell the damage; what else they tell must not be lost with it.
      switch error {
      case .missingBlock(let source, let ordinal), .damagedBlock(let source, let ordinal):
        return ["rows cannot be derived anew: block \(ordinal) of source \(source) is unreadable"]
      default: throw error
      }
    }
    for path in comparison.otherwiseRead {
      terminal.say(
        "\(path) was read with other tables of formats: name their folder (--queries DIR)")
    }
    for path in comparison.unkept {
      terminal.say("rows are not derived anew: \(path) is only referred to")
    }
    return comparison.problems
  }
}

extension EvidenceVerification.Difference {
  /// What differs, in words.
  fileprivate var sentence: String {
    switch self {
    case .chain(let entry): "entry \(entry) of the chain does not follow from the one before"
    case .block(let source, let ordinal):
      "block \(ordinal) of source \(source): its bytes are not those that were hashed"
    case .missingBlock(let source, let ordinal):
      "block \(ordinal) of source \(source): it is not the one in the chain"
    case .foreignBlock(let source, let ordinal):
      "block \(ordinal) of source \(source): the chain does not name it"
    case .looseBlock(let row): "block row \(row): it belongs to no source"
    case .unpacking(let source, let ordinal):
      "block \(ordinal) of source \(source): it does not unpack"
    case .source(let source): "source \(source): its bytes do not give the file's SHA-256"
    case .sourceRow(let source): "source \(source): its row is not the one in the chain"
    case .pruned(let source):
      "source \(source): what is said of its being pruned is not what the chain says"
    case .rejected(let source, let offset):
      "source \(source), byte \(offset): the rejected record is not the one in the chain"
    }
  }
}
