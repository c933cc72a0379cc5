internal import CaseStore
internal import SQLite

/// A moment, and how many decimals of a second the log gave.
struct Moment: Equatable {
  /// Since 1970 UTC.
  let microseconds: Int64
  let digits: Int

  /// The moment as an answer's value.
  var value: Value { .time(microseconds: microseconds, digits: digits) }

  /// The moment as remarks write it.
  var text: String { MomentText.utc(microseconds, digits: digits) }
}

/// A row of the table `event`.
struct EventRow {
  /// How much of a row is read.
  enum Width {
    /// All but what is named below.
    case plain
    /// The audit ID too.
    case withAuditID
    /// Its place in the evidence too.
    case full

    var columns: String {
      let plain = """
        event_id, flags, precision, stage_offset, actor_id, operation_id, object_id, result_id, \
        client_id, source_id, stage, level
        """
      switch self {
      case .plain: return plain
      case .withAuditID: return plain + ", audit_id"
      case .full: return plain + ", audit_id, line, byte_offset, byte_length"
      }
    }
  }

  /// The first id that is a time; undated rows lie below.
  static let firstDatedID: Int64 = -9_187_343_239_835_811_840
  /// Bits of an id below its microsecond.
  static let slotBits: Int64 = 11
  /// The flag of a request's latest stage.
  static let latestFlag: UInt8 = 1
  /// The flag of a row that contradicts another copy.
  static let conflictFlag: UInt8 = 2
  /// The flag of a dry run.
  static let dryRunFlag: UInt8 = 8

  let id: Int64
  let flags: UInt8
  let precision: UInt8
  let stage: UInt8
  let level: UInt8
  let source: Int32
  private let offset: Int64
  let actor: Int64
  let operation: Int64
  let object: Int64
  let result: Int64
  let client: Int64
  /// Empty unless it was asked for.
  private(set) var storedAuditID = StoredAuditID.text("")
  /// Zeros unless they were asked for.
  private(set) var line: Int64 = 0
  private(set) var byteOffset: Int64 = 0
  private(set) var byteLength: Int64 = 0

  /// Stands for an offset that is not there.
  private static let noOffset = Int64.min

  /// Reads the row that a statement stands at.
  init(_ row: Statement, _ width: Width) {
    id = row.integer(0)
    flags = UInt8(truncatingIfNeeded: row.integer(1))
    precision = UInt8(truncatingIfNeeded: row.integer(2))
    offset = row.optionalInteger(3) ?? Self.noOffset
    actor = row.integer(4)
    operation = row.integer(5)
    object = row.integer(6)
    result = row.integer(7)
    client = row.integer(8)
    source = Int32(clamping: row.integer(9))
    stage = UInt8(clamping: row.integer(10))
    level = UInt8(clamping: row.integer(11))
    guard width != .plain else { return }
    storedAuditID = row.storedAuditID(12)
    guard width == .full else { return }
    line = row.integer(13)
    byteOffset = row.integer(14)
    byteLength = row.integer(15)
  }

  /// The audit ID as text.
  var auditID: String { storedAuditID.text }

  /// From the time the request was received to that of the stage,
  /// microseconds; from 1970 in a row without the former.
  var stageOffset: Int64? { offset == Self.noOffset ? nil : offset }

  /// Whether the row has the time its request was received.
  var isDated: Bool { id >= Self.firstDatedID }

  /// Whether the request asked to change nothing.
  var isDryRun: Bool { flags & Self.dryRunFlag != 0 }

  /// Whether it contradicts another copy of its event.
  var isConflict: Bool { flags & Self.conflictFlag != 0 }

  /// When the request was received.
  var received: Moment? {
    guard isDated else { return nil }
    return Moment(
      microseconds: Self.microseconds(id: id, precision: Int64(precision)),
      digits: Int(6 - min(6, precision & 7)))
  }

  /// When the stage was reached.
  var stageTime: Moment? {
    guard let stageOffset else { return nil }
    let base = received?.microseconds ?? 0
    return Moment(microseconds: base &+ stageOffset, digits: Int(6 - min(6, precision >> 3 & 7)))
  }

  /// The time to show and to filter by: that of the stage only where the
  /// request has none.
  var time: Moment? { received ?? stageTime }

  /// The microsecond of a dated row: an id lies somewhere in the tick of the
  /// clock that the log was written by.
  static func microseconds(id: Int64, precision: Int64) -> Int64 {
    let placed = id >> slotBits
    let missing = precision & 7
    guard missing >= 3 else { return placed }
    let tick: Int64 = missing < 6 ? 1000 : 1_000_000
    let remainder = placed % tick
    return placed - (remainder < 0 ? remainder + tick : remainder)
  }
}
