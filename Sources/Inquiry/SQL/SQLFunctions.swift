internal import AuditEvents
internal import CaseStore
internal import Patterns
internal import SQLite

/// The functions that Spoor adds to SQL.
///
/// | function | value |
/// | --- | --- |
/// | `event_json(event_id)` | the event as it was logged, secrets hidden; null where it is not kept |
/// | `cidr_match(address, range)` | 1 if the address, or one of a JSON array, lies in the range |
/// | `glob_match(text, pattern)` | 1 if the whole text matches; `*` and `?` are wildcards |
/// | `time_us(text)` | microseconds since 1970 UTC of an RFC 3339 time or date |
/// | `time_text(microseconds)` | the RFC 3339 time |
/// | `event_id_at(time)` | the lowest `event_id` of that moment: text or microseconds |
struct SQLFunctions {
  /// A value that a function cannot take; its description ends in SQLite's error.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  let path: String
  /// Makes an event of the record it lies in, fit to be shown.
  let shown: SQLSession.Showing

  /// Adds all of them to a connection.
  func add(to connection: Connection) throws(SQLiteError) {
    try addBodies(to: connection)
    try connection.createFunction(name: "cidr_match", argumentCount: 2) { values in
      guard case .text(let address) = values[0], case .text(let range) = values[1] else {
        return .null
      }
      guard let cidr = CIDR(range) else {
        throw Refusal(description: "cidr_match: '\(range)' is no range of addresses")
      }
      let addresses = address.hasPrefix("[") ? JSONTexts.list(address) : [address]
      return .integer(addresses.contains { cidr.contains($0) } ? 1 : 0)
    }
    try connection.createFunction(name: "glob_match", argumentCount: 2) { values in
      guard case .text(let text) = values[0], case .text(let pattern) = values[1] else {
        return .null
      }
      return .integer(Glob(pattern).matches(text) ? 1 : 0)
    }
    try addTimes(to: connection)
  }

  private func addBodies(to connection: Connection) throws(SQLiteError) {
    var opened: LoggedEvents?
    try connection.createFunction(name: "event_json", argumentCount: 1) { values in
      let event: Int64
      switch values[0] {
      case .integer(let number): event = number
      // JSON writes these numbers as texts.
      case .text(let text):
        guard let number = Int64(text) else { return .null }
        event = number
      default: return .null
      }
      let bodies = try opened ?? LoggedEvents(path: path)
      opened = bodies
      guard let record = try bodies.record(of: event) else { return .null }
      return .text(String(decoding: shown(record.bytes, record.item), as: UTF8.self))
    }
  }

  private func addTimes(to connection: Connection) throws(SQLiteError) {
    try connection.createFunction(name: "time_us", argumentCount: 1) { values in
      guard case .text(let text) = values[0] else { return .null }
      return .integer(try Self.microseconds(text))
    }
    try connection.createFunction(name: "time_text", argumentCount: 1) { values in
      guard case .integer(let microseconds) = values[0] else { return .null }
      return .text(MomentText.utc(microseconds, digits: 6))
    }
    try connection.createFunction(name: "event_id_at", argumentCount: 1) { values in
      let microseconds: Int64
      switch values[0] {
      case .integer(let number): microseconds = number
      case .text(let text): microseconds = try Self.microseconds(text)
      default: return .null
      }
      let slots = Int64(1) << EventRow.slotBits
      let (id, overflows) = microseconds.multipliedReportingOverflow(by: slots)
      guard !overflows else { throw Refusal(description: "event_id_at: no log is that old or new") }
      return .integer(id)
    }
  }

  private static func microseconds(_ text: String) throws -> Int64 {
    let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z")
    guard let time else {
      throw Refusal(description: "'\(text)' is no time such as 2026-01-31T12:00:00Z")
    }
    return time.microseconds
  }
}
