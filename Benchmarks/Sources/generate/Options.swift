/// What stages a log has.
enum LoggedStages: String {
  /// All of them.
  case all
  /// All but RequestReceived.
  case complete
}

/// What to generate.
struct Options {
  var events = 0
  var seed: UInt64 = 1
  var output = ""
  var start: Microseconds = parseTime("2026-11-23T08:00:00Z".utf8) ?? 0
  var stages = LoggedStages.complete
  var report: String?
  /// How often to repeat `input`, when there is one.
  var times = 0
  var input: String?
}

/// What is wrong with the arguments.
struct UsageFailure: Error {
  let message: String
}

let usage = """
  usage: generate --events N --seed S --output FILE [--start RFC3339]
                  [--stages all|complete] [--report FILE] [--gzip-parts no]
         generate repeat --input FILE --times K --seed S --output FILE

  Writes an audit log as kube-apiserver writes it, the same for the same seed;
  `repeat` writes an existing log K times with new audit IDs and shifted times.
  The counts of distinct strings go to standard error, or to the report file.

  """

extension Options {
  /// Reads the arguments that follow the program's name.
  init(_ arguments: [String]) throws(UsageFailure) {
    var rest = arguments[...]
    if rest.first == "repeat" {
      rest.removeFirst()
      input = ""
    }
    while let key = rest.popFirst() {
      guard let value = rest.popFirst() else { throw UsageFailure(message: "\(key) needs a value") }
      try set(key, to: value)
    }
    try check()
  }

  private mutating func set(_ key: String, to value: String) throws(UsageFailure) {
    switch key {
    case "--events": events = try number(value, of: key)
    case "--times": times = try number(value, of: key)
    case "--seed": seed = UInt64(try number(value, of: key))
    case "--output": output = value
    case "--input": input = value
    case "--report": report = value
    case "--start": start = try time(value, of: key)
    case "--stages":
      guard let known = LoggedStages(rawValue: value) else {
        throw UsageFailure(message: "--stages is all or complete, not \(value)")
      }
      stages = known
    case "--gzip-parts":
      guard value == "no" else {
        throw UsageFailure(message: "the log is written as one plain file: use gzip on it")
      }
    default: throw UsageFailure(message: "unknown option \(key)")
    }
  }

  private func number(_ value: String, of key: String) throws(UsageFailure) -> Int {
    guard let number = Int(value), number >= 0 else {
      throw UsageFailure(message: "\(key) needs a number, not \(value)")
    }
    return number
  }

  private func time(_ value: String, of key: String) throws(UsageFailure) -> Microseconds {
    guard let time = parseTime(value.utf8) else {
      throw UsageFailure(message: "\(key) needs a time such as 2026-11-23T08:00:00Z, not \(value)")
    }
    return time
  }

  private func check() throws(UsageFailure) {
    if output.isEmpty { throw UsageFailure(message: "--output is missing") }
    if let input, input.isEmpty { throw UsageFailure(message: "--input is missing") }
    if input != nil, times == 0 { throw UsageFailure(message: "--times is missing") }
    if input == nil, events == 0 { throw UsageFailure(message: "--events is missing") }
  }
}
