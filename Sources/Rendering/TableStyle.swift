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
