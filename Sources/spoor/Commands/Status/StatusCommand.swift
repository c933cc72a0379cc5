internal import Arguments
internal import CaseStore
internal import Inquiry
internal import Rendering

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
      let isJSON = arguments.value(of: "format") == "json"
      let text =
        isJSON
        ? StatusDocument.json(status, path: arguments.casePath).written
        : StatusDocument.text(
          status, try activity(status, arguments), path: arguments.casePath,
          zone: try arguments.zone())
      try Document.write(Array(text.utf8), arguments, terminal)
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
