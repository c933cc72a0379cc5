internal import AuditEvents
internal import SQLite

/// How the value of a tuple's column is read.
enum CellKind {
  case text, number, list, actorKind, outcome, refusal

  /// How a column of the tables of tuples is read, by its name.
  init(_ column: String) {
    switch column {
    case "user_groups", "source_ips": self = .list
    case "code": self = .number
    case "kind": self = .actorKind
    case "outcome": self = .outcome
    case "refused_by": self = .refusal
    default: self = .text
    }
  }

  /// The value at a row.
  func value(_ row: Statement, _ index: Int32) -> Value {
    guard !row.isNull(index) else { return .null }
    switch self {
    case .text: return .text(row.text(index))
    case .list: return .list(JSONTexts.list(row.text(index)))
    default: return value(of: row.integer(index))
    }
  }

  /// The value that a text stands for, as SQLite writes the column.
  func value(of text: String) -> Value {
    switch self {
    case .text: .text(text)
    case .list: .list(JSONTexts.list(text))
    default: value(of: Int64(text) ?? 0)
    }
  }

  private func value(of number: Int64) -> Value {
    let small = UInt8(clamping: number)
    switch self {
    case .actorKind: return .text(ActorKind(rawValue: small)?.name ?? "")
    case .outcome: return .text(Outcome(rawValue: small)?.name ?? "")
    case .refusal: return .text(Refusal(rawValue: small)?.name ?? "")
    case .number, .text, .list: return .integer(number)
    }
  }
}
