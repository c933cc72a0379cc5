internal import Inquiry

/// How a line of a table is coloured.
enum TableStyle {
  case plain, header, denied, failed, pending

  static let end = "\u{1b}[0m"

  /// The style of a request's outcome.
  init(outcome: Value?) {
    self =
      switch outcome {
      case .text("denied"): .denied
      case .text("failed"): .failed
      case .text("pending"): .pending
      default: .plain
      }
  }

  /// The columns that tell how a row ended.
  struct Source {
    private let outcome: Int?
    private let counts: [Int]

    init(_ columns: [Column]) {
      outcome = columns.firstIndex { $0.name == "outcome" }
      let found = ["allowed", "denied", "failed"].map { name in
        columns.firstIndex { $0.name == name }
      }
      counts = found.contains(nil) ? [] : found.compactMap(\.self)
    }

    /// The style of a row: of its outcome, or of its counts, where nothing of it
    /// was carried out.
    func style(of row: [Value]) -> TableStyle {
      if let outcome { return TableStyle(outcome: row[outcome]) }
      guard counts.count == 3, row[counts[0]] == .integer(0) else { return .plain }
      if row[counts[1]] != .integer(0) { return .denied }
      return row[counts[2]] != .integer(0) ? .failed : .plain
    }
  }

  var start: String {
    switch self {
    case .plain: ""
    case .header: "\u{1b}[1m"
    case .denied: "\u{1b}[31m"
    case .failed: "\u{1b}[33m"
    case .pending: "\u{1b}[2m"
    }
  }
}
