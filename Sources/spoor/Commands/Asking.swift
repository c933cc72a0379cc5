internal import Inquiry

/// What the commands that ask have in common.
enum Asking {
  /// Asks the case, and turns its errors into messages.
  static func trying<Result>(
    _ body: () throws(InquiryError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(InquiryError) { return try body() } catch { throw Diagnostic(error) }
  }

  /// Says why a filter let nothing of a case pass.
  static func sayWhyNothing(
    _ filter: EventFilter, in investigated: Case, _ terminal: Terminal
  ) throws(Diagnostic) {
    let reason = try trying { () throws(InquiryError) in
      try investigated.reasonForNothing(filter)
    }
    terminal.say(reason.sentence)
  }
}

extension Terminal {
  /// Runs a command, and reports why it failed.
  func run(_ body: () throws(Diagnostic) -> Void) -> ExitStatus {
    do throws(Diagnostic) {
      try body()
      return .done
    } catch {
      report(error)
      return error.exitStatus
    }
  }
}
