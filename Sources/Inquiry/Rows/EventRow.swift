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
        event_id, flags, stage_offset, actor_id, operation_id, object_id, result_id, client_id, \
        source_id
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
  static let latestFlag: Int64 = 1
  /// The flag of a row that contradicts another copy.
  static let conflictFlag: Int64 = 2
  /// The flag of a dry run.
  static let dryRunFlag: Int64 = 8

  let id: Int64
  let flags: Int64
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
    flags = row.integer(1)
    offset = row.optionalInteger(2) ?? Self.noOffset
    actor = row.integer(3)
    operation = row.integer(4)
    object = row.integer(5)
    result = row.integer(6)
    client = row.integer(7)
    source = Int32(clamping: row.integer(8))
    guard width != .plain else { return }
    storedAuditID = row.storedAuditID(9)
    guard width == .full else { return }
    line = row.integer(10)
    byteOffset = row.integer(11)
    byteLength = row.integer(12)
  }

  /// The audit ID as text.
  var auditID: String { storedAuditID.text }

  /// From the time the request was received to that of the stage,
  /// microseconds; from 1970 in a row without the former.
  var stageOffset: Int64? { offset == Self.noOffset ? nil : offset }

  /// Whether the row has the time its request was received.
  var isDated: Bool { id >= Self.firstDatedID }

  /// The number of the stage.
  var stage: UInt8 { UInt8(flags >> 4 & 7) }

  /// The number of the level.
  var level: UInt8 { UInt8(flags >> 7 & 7) }

  /// Whether it is its request's latest stage.
  var isLatest: Bool { flags & Self.latestFlag != 0 }

  /// Whether the request asked to change nothing.
  var isDryRun: Bool { flags & Self.dryRunFlag != 0 }

  /// Whether it contradicts another copy of its event.
  var isConflict: Bool { flags & Self.conflictFlag != 0 }

  /// When the request was received.
  var received: Moment? {
    isDated ? Self.received(id: id, flags: flags) : nil
  }

  /// When the request of a dated row was received.
  @inline(__always)
  static func received(id: Int64, flags: Int64) -> Moment {
    let missing = flags >> 10 & 7
    return Moment(
      microseconds: microseconds(id: id, missing: missing), digits: Int(6 - min(6, missing)))
  }

  /// When the stage of a dated row was reached.
  @inline(__always)
  static func stageTime(id: Int64, flags: Int64, offset: Int64) -> Moment {
    let received = microseconds(id: id, missing: flags >> 10 & 7)
    return Moment(
      microseconds: received &+ offset, digits: Int(6 - min(6, flags >> 13 & 7)))
  }

  /// When the stage was reached.
  var stageTime: Moment? {
    guard let stageOffset else { return nil }
    if isDated { return Self.stageTime(id: id, flags: flags, offset: stageOffset) }
    return Moment(microseconds: stageOffset, digits: Int(6 - min(6, flags >> 13 & 7)))
  }

  /// The time to show and to filter by: that of the stage only where the
  /// request has none.
  var time: Moment? { received ?? stageTime }

  /// The microsecond of a dated row: an id lies somewhere in the tick of the
  /// clock that the log was written by.
  ///
  /// - Parameter missing: how many decimals the time lacks.
  static func microseconds(id: Int64, missing: Int64) -> Int64 {
    let placed = id >> slotBits
    guard missing >= 3 else { return placed }
    let tick: Int64 = missing < 6 ? 1000 : 1_000_000
    let remainder = placed % tick
    return placed - (remainder < 0 ? remainder + tick : remainder)
  }
}
