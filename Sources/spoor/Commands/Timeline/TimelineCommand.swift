internal import Arguments
internal import Inquiry
internal import Rendering

extension TimelineCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    do throws(Diagnostic) {
      try write(try Filters.filter(arguments), arguments, terminal)
      return .done
    } catch {
      terminal.report(error)
      return error.exitStatus
    }
  }

  private static func write(
    _ filter: EventFilter, _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    let profile = arguments.value(of: "profile").flatMap(TimelineProfile.init(rawValue:))
    let investigated = try asking { () throws(InquiryError) in
      try Case(path: arguments.casePath)
    }
    let timeline = try asking { () throws(InquiryError) in
      try Timeline(
        of: investigated, filter, profile: profile ?? .standard,
        stages: arguments.isSet("stages"))
    }
    var answer = try Answer(timeline.columns, arguments, terminal, pipedFormat: .csv)
    var row: [Value] = []
    while !answer.isFull {
      let hasRow = try asking { () throws(InquiryError) in try timeline.next(into: &row) }
      guard hasRow else { break }
      try answer.write(row)
    }
    try answer.end()
    guard answer.rows == 0, !answer.isFull else { return }
    let reason = try asking { () throws(InquiryError) in
      try investigated.reasonForNothing(filter)
    }
    terminal.say(reason.sentence)
  }

  /// Asks the case, and turns its errors into messages.
  private static func asking<Result>(
    _ body: () throws(InquiryError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(InquiryError) { return try body() } catch { throw Diagnostic(error) }
  }
}
