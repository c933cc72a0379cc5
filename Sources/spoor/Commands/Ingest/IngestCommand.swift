internal import Arguments
internal import CaseStore
internal import LogIngest
internal import Patterns
internal import Rendering

extension IngestCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    let formats: Formats
    do throws(Diagnostic) {
      formats = try FormatFolders.formats(arguments)
    } catch {
      terminal.report(error)
      return .failed
    }
    let options: IngestOptions
    do throws(Diagnostic) {
      if arguments.operands.isEmpty, !arguments.isSet("migrate") { throw missingPath }
      options = try Self.options(arguments, formats)
    } catch {
      terminal.report(error)
      return .usage
    }
    Allocator.keepFreed()
    let interruption = Interruption()
    let progress = ProgressDisplay(terminal)
    do throws(CaseError) {
      if arguments.isSet("migrate") {
        let version = try Migration.run(path: options.casePath, holder: holder())
        terminal.sayMore(
          version == Schema.version
            ? "\(options.casePath) is up to date"
            : "\(options.casePath) was brought from schema \(version) to \(Schema.version)")
        if arguments.operands.isEmpty { return .done }
      }
      if arguments.isSet("dry-run") {
        let run = try DryRun.run(
          arguments.operands, options, holder: holder(),
          progress: { progress.draw($0) }, isCancelled: { interruption.isRequested })
        progress.clear()
        return conclude(
          run.report, arguments, terminal, DryRunDocument.overview(run),
          text: DryRunDocument.text(run))
      }
      let report = try Ingest.run(
        arguments.operands, options, holder: holder(),
        progress: { progress.draw($0) }, isCancelled: { interruption.isRequested })
      progress.clear()
      return conclude(
        report, arguments, terminal, Overview(IngestTally.members(report)),
        text: IngestTally.text(report, casePath: report.head.isEmpty ? nil : options.casePath))
    } catch {
      progress.clear()
      terminal.report(Diagnostic(error))
      return .failed
    }
  }

  private static var missingPath: Diagnostic {
    Diagnostic(UsageError(problem: .missingOperand("PATH"), command: ["spoor", "ingest"])).asUsage
  }

  /// Who this is, for another process that finds the case held.
  private static func holder() -> String {
    "process \(Environment.processID) (spoor ingest)"
  }

  private static func options(
    _ arguments: ParsedArguments, _ formats: Formats
  ) throws(Diagnostic) -> IngestOptions {
    var options = IngestOptions(casePath: arguments.casePath, tool: "spoor \(Version.number)")
    options.cluster = arguments.value(of: "cluster") ?? ""
    options.keepsEvidence = arguments.value(of: "evidence") != "reference"
    options.formats = formats
    options.expectedFormat = try expectedFormat(arguments, formats)
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

  /// The wrapper that the evidence is said to come in; nil for whatever it is.
  private static func expectedFormat(
    _ arguments: ParsedArguments, _ formats: Formats
  ) throws(Diagnostic) -> String? {
    guard let name = arguments.value(of: "source-format"), name != "auto" else { return nil }
    let names = formats.guide.map(\.name)
    guard names.contains(name) else {
      let near = EditDistance.closestMatch(to: name, in: names + ["auto"])
      throw Diagnostic(
        "there is no format \(SafeText.quoted(name))",
        why: "--source-format takes auto or one of the formats known",
        tries: near.map { ["--source-format \($0)"] } ?? ["spoor formats"]
      ).asUsage
    }
    return name
  }

  private static func conclude(
    _ report: IngestReport, _ arguments: ParsedArguments, _ terminal: Terminal,
    _ overview: Overview, text: String
  ) -> ExitStatus {
    for notice in report.notices {
      switch notice {
      case .skipped(let path, let reason):
        terminal.sayMore("skipped \(path): \(reason ?? "no audit event in it")")
      case .alreadyKnown(let path, let other):
        let name = path == other ? "" : " as \(other)"
        terminal.sayMore("nothing new in \(path): the case has it\(name)")
      default: if let diagnostic = Diagnostic(notice) { terminal.report(diagnostic) }
      }
    }
    do throws(Diagnostic) {
      try overview.write(arguments, terminal) { () throws(Diagnostic) in text }
    } catch {
      terminal.report(error)
      return error.exitStatus
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
