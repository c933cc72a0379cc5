internal import Arguments
internal import Inquiry
internal import Rendering

extension Filters {
  /// The filter that the options ask for.
  static func filter(_ arguments: ParsedArguments) throws(Diagnostic) -> EventFilter {
    var filter = EventFilter()
    for key in FilterKey.allCases {
      for text in arguments.values(of: key.rawValue) {
        do throws(FilterError) {
          try filter.add(key, text)
        } catch {
          throw Diagnostic(error, option: "--\(key.rawValue)").asUsage
        }
      }
    }
    for assignment in arguments.values(of: "exclude") {
      do throws(FilterError) {
        try filter.exclude(assignment)
      } catch {
        throw Diagnostic(error, option: "--exclude").asUsage
      }
    }
    try readTimes(arguments, into: &filter)
    return filter
  }

  private static func readTimes(
    _ arguments: ParsedArguments, into filter: inout EventFilter
  ) throws(Diagnostic) {
    let zone = try arguments.zone()
    let moment = MomentArgument(
      now: Environment.now(), offsetSeconds: { Int64(zone.offset(atLocal: $0)) })
    filter.since = try read("since", arguments) { (text) throws(ValueError) in
      try moment.microseconds(text, as: .since)
    }
    filter.until = try read("until", arguments) { (text) throws(ValueError) in
      try moment.microseconds(text, as: .until)
    }
    filter.last = try read("last", arguments) { (text) throws(ValueError) in
      try DurationArgument.microseconds(text)
    }
    let within = try read("within", arguments) { (text) throws(ValueError) in
      try DurationArgument.microseconds(text)
    }
    filter.within = within ?? filter.within
    try checkTimes(filter, within, arguments)
    for text in arguments.values(of: "around") {
      // What is no time is an audit ID: a client may choose any text for it.
      if let time = try? moment.microseconds(text, as: .since) {
        filter.around.append(.moment(time))
      } else {
        filter.around.append(.request(auditID: text))
      }
    }
  }

  private static func checkTimes(
    _ filter: EventFilter, _ within: Int64?, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    if within != nil, arguments.values(of: "around").isEmpty {
      throw Diagnostic(
        "--within says how near to --around, which is not given",
        tries: ["--around TIME|AUDIT-ID", "--last DURATION, back from the last event"]
      ).asUsage
    }
    if let since = filter.since, let until = filter.until, since >= until {
      throw Diagnostic(
        "--since is not before --until",
        why: "\(TimeText.rfc3339(since)) to \(TimeText.rfc3339(until)) is no stretch of time",
        tries: ["--since with an earlier time, --until with a later one"]
      ).asUsage
    }
  }

  private static func read(
    _ option: String, _ arguments: ParsedArguments,
    _ parse: (String) throws(ValueError) -> Int64
  ) throws(Diagnostic) -> Int64? {
    guard let text = arguments.value(of: option) else { return nil }
    do throws(ValueError) {
      return try parse(text)
    } catch {
      throw Diagnostic(error, option: "--\(option)").asUsage
    }
  }
}
