internal import CaseStore
internal import SQLite

/// Reads the values of a rows' own column.
struct RowValues {
  let column: RowColumn
  /// Texts: audit IDs that are no UUIDs, times that are no moments.
  private(set) var texts = TextNumbers()
  /// Times of stages as they were logged, of rows that cannot hold them.
  private var logged: [Int64: String] = [:]

  init(_ column: RowColumn, _ connection: Connection) throws(SQLiteError) {
    self.column = column
    guard column == .stageTime else { return }
    let rows = try connection.prepare(
      "SELECT event_id, stage_time FROM event_text WHERE stage_time IS NOT NULL")
    while try rows.step() { logged[rows.integer(0)] = rows.text(1) }
  }

  /// The value of a row.
  mutating func value(_ row: EventRow) -> RowValue {
    switch column {
    case .stretch(let length):
      RowValue((row.time?.microseconds).map { Self.start($0, length) })
    case .received: RowValue(row.received)
    case .receivedMicroseconds: RowValue(row.received?.microseconds)
    case .stageTime: stageTime(row.stageTime, row.id)
    case .duration: RowValue(row.isDated ? row.stageOffset : nil)
    case .byteLength: RowValue(row.byteLength)
    case .auditID: value(row.storedAuditID)
    }
  }

  /// The value at a dated row.
  ///
  /// - Parameters:
  ///   - index: where its column is.
  ///   - id: the row's, where the column needs the time.
  ///   - flags: likewise.
  @inline(__always)
  mutating func value(_ row: Statement, _ index: Int32, id: Int64, flags: Int64) -> RowValue {
    switch column {
    case .stretch(let length):
      return RowValue(Self.start(EventRow.received(id: id, flags: flags).microseconds, length))
    case .received: return RowValue(EventRow.received(id: id, flags: flags))
    case .receivedMicroseconds:
      return RowValue(EventRow.received(id: id, flags: flags).microseconds)
    case .stageTime:
      let offset = row.optionalInteger(index)
      return stageTime(offset.map { EventRow.stageTime(id: id, flags: flags, offset: $0) }, id)
    case .duration: return RowValue(row.optionalInteger(index))
    case .byteLength: return RowValue(row.integer(index))
    case .auditID: return value(row.storedAuditID(index))
    }
  }

  /// The start of the stretch that a moment lies in.
  static func start(_ moment: Int64, _ stretch: Int64) -> Int64 {
    let remainder = moment % stretch
    return moment - (remainder < 0 ? remainder + stretch : remainder)
  }

  private mutating func stageTime(_ moment: Moment?, _ id: Int64) -> RowValue {
    if let moment { return RowValue(moment) }
    return RowValue(text: logged[id].map { texts.number(of: $0) } ?? TextNumbers.absent)
  }

  private mutating func value(_ id: StoredAuditID) -> RowValue {
    switch id {
    case .uuid(let high, let low): RowValue(high, low)
    case .text(let text): RowValue(text: texts.number(of: text))
    }
  }

  /// The same value as another reader of the column read it.
  mutating func value(_ value: RowValue, of other: RowValues) -> RowValue {
    guard value.isText else { return value }
    let text = other.texts.text(Int32(truncatingIfNeeded: value.first))
    return RowValue(text: text.map { texts.number(of: $0) } ?? TextNumbers.absent)
  }

  /// A value as answers have it.
  func shown(_ value: RowValue) -> Value {
    if value.isText {
      return texts.text(Int32(truncatingIfNeeded: value.first)).map(Value.text) ?? .null
    }
    let integer = Int64(bitPattern: value.first ^ 1 << 63)
    switch column {
    case .stretch: return .time(microseconds: integer, digits: 0)
    case .received, .stageTime:
      return .time(microseconds: integer, digits: Int(value.second))
    case .receivedMicroseconds, .duration, .byteLength: return .integer(integer)
    case .auditID: return .text(StoredAuditID.uuid(value.first, value.second).text)
    }
  }
}

/// Numbers the values of a rows' own column: in the order in which they come,
/// or, where they were sorted, in their own.
struct RowNumbers {
  private(set) var values: RowValues
  private var pairs = PairNumbers()
  /// The values in order, where they were sorted.
  private var sorted: [RowValue]?

  init(_ values: RowValues) { self.values = values }

  /// The number of a row's value.
  mutating func number(_ row: EventRow) -> UInt64 { number(values.value(row)) }

  /// The number of the value at a dated row.
  @inline(__always)
  mutating func number(_ row: Statement, _ index: Int32, id: Int64, flags: Int64) -> UInt64 {
    number(values.value(row, index, id: id, flags: flags))
  }

  /// The value of a row, to be sorted.
  @inline(__always)
  mutating func value(_ row: Statement, _ index: Int32, id: Int64, flags: Int64) -> RowValue {
    values.value(row, index, id: id, flags: flags)
  }

  /// The value of a row, to be sorted.
  mutating func value(_ row: EventRow) -> RowValue { values.value(row) }

  /// The number that the value of another's number has here.
  mutating func number(_ number: UInt64, of other: RowNumbers) -> UInt64 {
    self.number(values.value(other.value(Int(number)), of: other.values))
  }

  /// The value that another's has here.
  mutating func value(_ value: RowValue, of other: RowNumbers) -> RowValue {
    values.value(value, of: other.values)
  }

  /// Takes values in their order, which their numbers will be.
  mutating func take(sorted: [RowValue]) { self.sorted = sorted }

  @inline(__always)
  private mutating func number(_ value: RowValue) -> UInt64 {
    value.isText ? value.first * 2 + 1 : UInt64(pairs.number(value.first, value.second)) * 2
  }

  private func value(_ number: Int) -> RowValue {
    if number & 1 == 1 { return RowValue(text: Int32(truncatingIfNeeded: number >> 1)) }
    if let sorted { return sorted[number >> 1] }
    let pair = pairs[number >> 1]
    return RowValue(pair.first, pair.second)
  }

  /// The value of a number, as answers have it.
  func shown(_ number: Int) -> Value { values.shown(value(number)) }

  /// Whether one value comes before another.
  func isBefore(_ one: Int, _ other: Int) -> Bool {
    if (one | other) & 1 == 1 { return shown(one).isBefore(shown(other)) }
    if sorted != nil { return one < other }
    return pairs[one >> 1] < pairs[other >> 1]
  }
}
