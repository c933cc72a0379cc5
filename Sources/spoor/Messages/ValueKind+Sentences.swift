extension ValueKind {
  /// What the text should have been.
  var noun: String {
    switch self {
    case .duration: "a duration"
    case .size: "a size"
    case .moment: "a time"
    case .count: "a count"
    }
  }

  /// How it is written.
  var rule: String {
    switch self {
    case .duration: "a duration is a number with s, m, h, d or w, the largest unit first"
    case .size: "a size is a number of bytes, or one with KiB, MiB, GiB, KB, MB or GB"
    case .moment: "a time is RFC 3339, a date, or a duration back from now"
    case .count: "a count is a whole number, not negative"
    }
  }

  /// What may not be exceeded.
  var limit: String {
    switch self {
    case .duration: "the longest duration is 100000 days"
    case .size: "the largest size is 8 EiB"
    case .moment: "there is no such day or hour in the calendar"
    case .count: "the largest count is \(Int64.max)"
    }
  }

  /// Texts that would do.
  var examples: [String] {
    switch self {
    case .duration: ["90s", "1h30m", "7d"]
    case .size: ["16MiB"]
    case .moment: ["2026-01-31T12:00:00Z", "2026-01-31", "2h"]
    case .count: ["100"]
    }
  }
}
