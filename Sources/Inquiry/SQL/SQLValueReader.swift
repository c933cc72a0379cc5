internal import AuditEvents
internal import SQLite

/// What a value of a column stands for: SQL has numbers and texts only.
struct SQLValueReader {
  private enum Nature {
    case plain, identifier, time, list
  }

  private static let times: Set<String> = [
    "time", "stage_time", "first", "last", "start", "end", "deleted",
  ]
  private static let lists: Set<String> = [
    "source_ips", "user_groups", "verbs", "api_groups", "resources", "resource_names",
    "non_resource_urls", "host_paths", "capabilities", "command", "arguments",
  ]

  private let nature: Nature

  /// - Parameter column: the column's name, by which times and lists are known.
  init(column: String) {
    nature =
      if column == "event_id" {
        .identifier
      } else if Self.times.contains(column) {
        .time
      } else if Self.lists.contains(column) {
        .list
      } else {
        .plain
      }
  }

  /// The value as an answer has it.
  func value(_ value: SQLiteValue) -> Value {
    switch value {
    case .null: return .null
    case .integer(let number): return nature == .identifier ? .identifier(number) : .integer(number)
    case .real(let number): return .real(number)
    case .blob(let bytes): return .text(Self.hex(bytes))
    case .text(let text): return self.text(text)
    }
  }

  private func text(_ text: String) -> Value {
    switch nature {
    case .time where text.utf8.last == UInt8(ascii: "Z"):
      guard let time = Timestamp(text) else { return .text(text) }
      return .time(microseconds: time.microseconds, digits: Int(time.digits))
    case .list where text.hasPrefix("[") && text.hasSuffix("]"):
      return .list(JSONTexts.list(text))
    default: return .text(text)
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
      let digits = String(byte, radix: 16)
      text += digits.count < 2 ? "0" + digits : digits
    }
    return text
  }
}
