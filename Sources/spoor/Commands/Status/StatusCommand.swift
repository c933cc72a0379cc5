internal import Arguments
internal import CaseStore
internal import Inquiry

extension StatusCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    let status: CaseStatus
    do throws(CaseError) {
      status = try CaseStatus(path: arguments.casePath)
    } catch {
      terminal.report(Diagnostic(error))
      return .failed
    }
    return terminal.run { () throws(Diagnostic) in
      let overview = StatusDocument.overview(status, path: arguments.casePath)
      try overview.write(arguments, terminal) { () throws(Diagnostic) in
        StatusDocument.text(
          status, try activity(status, arguments), path: arguments.casePath,
          zone: try arguments.zone())
      }
    }
  }

  /// When how much happened; nil for a case without events.
  private static func activity(
    _ status: CaseStatus, _ arguments: ParsedArguments
  ) throws(Diagnostic) -> Histogram? {
    guard status.events > 0 else { return nil }
    return try Asking.trying { () throws(InquiryError) in
      try Histogram(of: try Case(path: arguments.casePath), atMost: 60)
    }
  }
}
