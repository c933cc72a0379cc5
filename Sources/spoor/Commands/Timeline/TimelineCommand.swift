internal import Arguments
internal import Inquiry
internal import Rendering

extension TimelineCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let filter = try Filters.filter(arguments)
      if arguments.isSet("histogram") {
        try draw(filter, arguments, terminal)
      } else {
        try write(filter, arguments, terminal)
      }
    }
  }

  private static func write(
    _ filter: EventFilter, _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    let profile = arguments.value(of: "profile").flatMap(TimelineProfile.init(rawValue:))
    let investigated = try Asking.trying { () throws(InquiryError) in
      try Case(path: arguments.casePath)
    }
    let timeline = try Asking.trying { () throws(InquiryError) in
      try Timeline(
        of: investigated, filter, profile: profile ?? .standard,
        stages: arguments.isSet("stages"))
    }
    var answer = try Answer(timeline.columns, arguments, terminal, pipedFormat: .csv)
    try write(timeline, to: &answer)
    try answer.end()
    guard answer.rows == 0, !answer.isFull else { return }
    try Asking.sayWhyNothing(filter, in: investigated, terminal)
  }

  private static func write(
    _ timeline: Timeline, to answer: inout Answer
  ) throws(Diagnostic) {
    if let cells = answer.cellWriter {
      try answer.write { limit, out throws(Diagnostic) in
        try Asking.trying { () throws(InquiryError) in
          try timeline.append(upTo: limit, to: &out, cells)
        }
      }
    } else {
      var row: [Value] = []
      while !answer.isFull {
        let hasRow = try Asking.trying { () throws(InquiryError) in try timeline.next(into: &row) }
        guard hasRow else { return }
        try answer.write(row)
      }
    }
  }

  /// The picture of `--histogram`, or its numbers.
  private static func draw(
    _ filter: EventFilter, _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    let investigated = try Asking.trying { () throws(InquiryError) in
      try Case(path: arguments.casePath)
    }
    let histogram = try Asking.trying { () throws(InquiryError) in
      try Histogram(of: investigated, filter)
    }
    if arguments.value(of: "format") ?? "table" == "table", arguments.value(of: "columns") == nil {
      let isPiped = arguments.outputPath != nil
      let text = HistogramText.text(
        histogram, width: isPiped ? nil : terminal.width,
        usesColor: !isPiped && terminal.outputHasColor, zone: try arguments.zone())
      try Document.write(Array(text.utf8), arguments, terminal)
    } else {
      var answer = try Answer(Histogram.columns, arguments, terminal)
      for bar in histogram.bars where !answer.isFull { try answer.write(bar.values) }
      try answer.end()
    }
    guard histogram.bars.isEmpty else { return }
    try Asking.sayWhyNothing(filter, in: investigated, terminal)
  }
}
