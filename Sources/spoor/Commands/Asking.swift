internal import Inquiry

/// What the commands that ask have in common.
enum Asking {
  /// Asks the case, and turns its errors into messages.
  static func trying<Result>(
    _ body: () throws(InquiryError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(InquiryError) { return try body() } catch { throw Diagnostic(error) }
  }

  /// Runs a command, and reports why it failed.
  static func run(
    _ terminal: Terminal, _ body: () throws(Diagnostic) -> Void
  ) -> ExitStatus {
    do throws(Diagnostic) {
      try body()
      return .done
    } catch {
      terminal.report(error)
      return error.exitStatus
    }
  }
}
