internal import CaseStore
internal import SQLite

/// A column whose values are rows' own, not tuples'.
enum RowColumn: Hashable {
  /// The start of the stretch of so many microseconds that a request was
  /// received in.
  case stretch(Int64)
  case received, receivedMicroseconds, stageTime, duration, byteLength, auditID

  /// The column of `event` that it needs beside the row's id and flags.
  var column: String {
    switch self {
    case .stretch, .received, .receivedMicroseconds: "event_id"
    case .stageTime, .duration: "stage_offset"
    case .byteLength: "byte_length"
    case .auditID: "audit_id"
    }
  }

  /// Whether it depends on when the request was received.
  var needsTime: Bool {
    switch self {
    case .stretch, .received, .receivedMicroseconds, .stageTime, .duration: true
    case .byteLength, .auditID: false
    }
  }

  /// Whether nearly every row has a value of its own, so that sorting them is
  /// quicker than keeping a table of them.
  var isNearlyUnique: Bool {
    switch self {
    case .received, .receivedMicroseconds, .stageTime, .auditID: true
    case .stretch, .duration, .byteLength: false
    }
  }

  /// How much of a row it needs.
  var width: EventRow.Width {
    switch self {
    case .stretch, .received, .receivedMicroseconds, .stageTime, .duration: .plain
    case .auditID: .withAuditID
    case .byteLength: .full
    }
  }
}

/// A value of a rows' own column as two numbers, in whose order values come.
struct RowValue: Equatable {
  let first: UInt64
  let second: UInt64
  /// Whether it is a text, or absent: then the first is a text's number.
  let isText: Bool

  /// A text, or its absence.
  init(text: Int32) {
    first = UInt64(UInt32(bitPattern: text))
    second = 0
    isText = true
  }

  /// Two numbers.
  @inline(__always)
  init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
    isText = false
  }

  /// An integer.
  @inline(__always)
  init(_ integer: Int64, _ second: Int = 0) {
    self.init(UInt64(bitPattern: integer) ^ 1 << 63, UInt64(truncatingIfNeeded: second))
  }

  /// A moment, or its absence.
  init(_ moment: Moment?) {
    if let moment {
      self.init(moment.microseconds, moment.digits)
    } else {
      self.init(text: TextNumbers.absent)
    }
  }

  /// An integer, or its absence.
  init(_ integer: Int64?) {
    if let integer { self.init(integer) } else { self.init(text: TextNumbers.absent) }
  }
}
