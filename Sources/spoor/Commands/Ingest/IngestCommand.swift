internal import Arguments
internal import CaseStore
internal import LogIngest
internal import Rendering

extension IngestCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    let options: IngestOptions
    do throws(Diagnostic) {
      options = try Self.options(arguments)
    } catch {
      terminal.report(error)
      return .usage
    }
    let interruption = Interruption()
    let progress = ProgressDisplay(terminal)
    do throws(CaseError) {
      let report = try Ingest.run(
        arguments.operands, options, holder: holder(),
        progress: { progress.draw($0) }, isCancelled: { interruption.isRequested })
      progress.clear()
      return conclude(report, options, arguments, terminal)
    } catch {
      progress.clear()
      terminal.report(Diagnostic(error))
      return .failed
    }
  }

  /// Who this is, for another process that finds the case held.
  private static func holder() -> String {
    "process \(Environment.processID) (spoor ingest)"
  }

  private static func options(_ arguments: ParsedArguments) throws(Diagnostic) -> IngestOptions {
    var options = IngestOptions(casePath: arguments.casePath, tool: "spoor \(Version.number)")
    options.cluster = arguments.value(of: "cluster") ?? ""
    options.keepsEvidence = arguments.value(of: "evidence") != "reference"
    do throws(ValueError) {
      if let text = arguments.value(of: "max-record") {
        options.maxRecord = Int(clamping: try SizeArgument.bytes(text))
      }
    } catch {
      throw Diagnostic(error, option: "--max-record")
    }
    do throws(ValueError) {
      if let text = arguments.value(of: "max-expansion") {
        options.maxExpansion = Int64(clamping: try CountArgument.number(text))
      }
    } catch {
      throw Diagnostic(error, option: "--max-expansion")
    }
    return options
  }

  private static func conclude(
    _ report: IngestReport, _ options: IngestOptions, _ arguments: ParsedArguments,
    _ terminal: Terminal
  ) -> ExitStatus {
    for notice in report.notices {
      switch notice {
      case .skipped(let path): terminal.sayMore("skipped \(path): no audit event in it")
      case .alreadyKnown(let path, let other):
        let name = path == other ? "" : " as \(other)"
        terminal.sayMore("nothing new in \(path): the case has it\(name)")
      default: if let diagnostic = Diagnostic(notice) { terminal.report(diagnostic) }
      }
    }
    if arguments.value(of: "format") == "json" {
      terminal.answer(IngestTally.json(report).written)
    } else {
      terminal.answer(IngestTally.text(report, casePath: options.casePath))
    }
    let isUnreadable = report.notices.contains {
      if case .unreadable = $0 { true } else { $0 == .cancelled }
    }
    if isUnreadable { return .failed }
    let isImperfect =
      report.tally.rejected + report.tally.salvaged > 0
      || report.notices.contains { if case .damaged = $0 { true } else { false } }
    return isImperfect && arguments.isSet("strict") ? .imperfect : .done
  }
}
