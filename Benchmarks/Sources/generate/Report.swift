internal import Glibc

extension Simulation {
  /// The counts of the log as one JSON object.
  var report: String {
    let columns = Column.allCases.map { column in
      "\"\(column)\": \(ratio(distinct.count(of: column)))"
    }
    let total = Column.allCases.reduce(0) { $0 + distinct.count(of: $1) }
    return """
      {
        "seed": \(options.seed),
        "events": \(lineCount),
        "bytes": \(file.byteCount),
        "bytes_per_event": \(file.byteCount / max(lineCount, 1)),
        "seconds_covered": \((now - options.start) / 1_000_000),
        "late_lines_one_in": \(lineCount / max(lateLineCount, 1)),
        "distinct_per_event": {\(columns.joined(separator: ", "))},
        "distinct_per_event_all": \(ratio(total))
      }

      """
  }

  /// A count per event, to five places.
  private func ratio(_ count: Int) -> String {
    let scaled = count * 100_000 / max(lineCount, 1)
    return "\(scaled / 100_000).\(padded(scaled % 100_000, 5))"
  }
}

/// Writes a text to a file, or to standard error without one.
func publish(_ text: String, to path: String?) throws(FileFailure) {
  var bytes = Text(capacity: 1_024)
  bytes.add(text)
  guard let path else {
    _ = write(2, bytes.bytes.baseAddress, bytes.count)
    return
  }
  var file = try LogFile(creating: path)
  try file.write(&bytes)
}
