internal import CaseStore
internal import SQLite

/// A column whose values are rows' own, not tuples'.
enum RowColumn: Hashable {
  /// The start of the stretch of so many microseconds that a request was
  /// received in.
  case stretch(Int64)
  case received, receivedMicroseconds, duration, byteLength, auditID

  /// The column of `event` that it needs beside the row's id and flags.
  var column: String {
    switch self {
    case .stretch, .received, .receivedMicroseconds: "event_id"
    case .duration: "stage_offset"
    case .byteLength: "byte_length"
    case .auditID: "audit_id"
    }
  }

  /// Whether it depends on when the request was received.
  var needsTime: Bool {
    switch self {
    case .stretch, .received, .receivedMicroseconds, .duration: true
    case .byteLength, .auditID: false
    }
  }

  /// How much of a row it needs.
  var width: EventRow.Width {
    switch self {
    case .stretch, .received, .receivedMicroseconds, .duration: .plain
    case .auditID: .withAuditID
    case .byteLength: .full
    }
  }
}

/// Numbers the values of a rows' own column in the order in which they come.
struct RowNumbers {
  let column: RowColumn
  /// A value, and what shows that there is one.
  private var pairs = PairNumbers()
  /// Audit IDs that are no UUIDs.
  private var texts = TextNumbers()

  init(_ column: RowColumn) { self.column = column }

  /// The start of the stretch that a moment lies in.
  static func start(_ moment: Int64, _ stretch: Int64) -> Int64 {
    let remainder = moment % stretch
    return moment - (remainder < 0 ? remainder + stretch : remainder)
  }

  /// The number of a row's value.
  mutating func number(_ row: EventRow) -> UInt64 {
    switch column {
    case .stretch, .received, .receivedMicroseconds:
      let moment = if case .stretch = column { row.time } else { row.received }
      return number(moment)
    case .duration: return number(row.isDated ? row.stageOffset : nil)
    case .byteLength: return number(row.byteLength)
    case .auditID: return number(row.storedAuditID)
    }
  }

  /// The number of the value at a dated row.
  ///
  /// - Parameter missing: how many decimals its time lacks.
  @inline(__always)
  mutating func number(
    _ row: Statement, _ index: Int32, missing: Int64
  ) -> UInt64 {
    switch column {
    case .stretch, .received, .receivedMicroseconds:
      let microseconds = EventRow.microseconds(id: row.integer(index), missing: missing)
      return number(Moment(microseconds: microseconds, digits: Int(6 - min(6, missing))))
    case .duration: return number(row.optionalInteger(index))
    case .byteLength: return number(row.integer(index))
    case .auditID: return number(row.storedAuditID(index))
    }
  }

  private mutating func number(_ moment: Moment?) -> UInt64 {
    guard let moment else { return number(Int64?.none) }
    switch column {
    case .stretch(let length): return number(Self.start(moment.microseconds, length))
    case .received:
      let bits = UInt64(bitPattern: moment.microseconds)
      return UInt64(pairs.number(bits, UInt64(moment.digits + 1)))
    default: return number(moment.microseconds)
    }
  }

  private mutating func number(_ value: Int64?) -> UInt64 {
    UInt64(pairs.number(UInt64(bitPattern: value ?? 0), value == nil ? 0 : 1))
  }

  private mutating func number(_ id: StoredAuditID) -> UInt64 {
    switch id {
    case .uuid(let high, let low): UInt64(pairs.number(high, low)) * 2
    case .text(let text): UInt64(texts.number(of: text)) * 2 + 1
    }
  }

  /// The value of a number.
  func value(_ number: Int) -> Value {
    if column == .auditID {
      guard number & 1 == 0 else { return .text(texts.text(Int32(number >> 1)) ?? "") }
      let pair = pairs[number >> 1]
      return .text(StoredAuditID.uuid(pair.first, pair.second).text)
    }
    let pair = pairs[number]
    guard pair.second > 0 else { return .null }
    let value = Int64(bitPattern: pair.first)
    switch column {
    case .stretch: return .time(microseconds: value, digits: 0)
    case .received: return .time(microseconds: value, digits: Int(pair.second) - 1)
    default: return .integer(value)
    }
  }

  /// Whether one value comes before another.
  func isBefore(_ one: Int, _ other: Int) -> Bool {
    if column == .auditID, (one | other) & 1 == 1 { return value(one).isBefore(value(other)) }
    let shift = column == .auditID ? 1 : 0
    let (left, right) = (pairs[one >> shift], pairs[other >> shift])
    if column == .auditID { return left < right }
    guard left.second > 0, right.second > 0 else { return left.second < right.second }
    return (Int64(bitPattern: left.first), left.second)
      < (Int64(bitPattern: right.first), right.second)
  }
}
