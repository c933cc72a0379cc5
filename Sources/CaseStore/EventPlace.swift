internal import AuditEvents
internal import LogBytes

/// Where a request's rows lie: the row ids of one tick of its clock.
///
/// A time in microseconds has the 2,048 ids of its microsecond. A pipeline that
/// cut times to milliseconds or seconds leaves a tick that is longer, and its
/// rows are spread over all of it. A row without a usable time lies in a
/// reserved range. In each, a request's rows begin at a hash of its key.
///
/// Where the first `reach` ids from there are taken (a pipeline may write six
/// decimals and mean seconds), the row lies at the place of the next coarser
/// clock, which is then its own. Where there is none, many rows bear one audit
/// ID (a client can choose it): they begin at a hash of what was asked, and the
/// farthest at one of the address and the second of the stage, too.
struct EventPlace: Equatable {
  /// How fine the clock is that a row was placed by.
  enum Clock: Int64, CaseIterable {
    case microseconds = 0
    case milliseconds = 1
    case seconds = 2
    case none = 3

    init(_ event: Event) {
      guard EventPlace.dated.contains(event.received) else {
        self = .none
        return
      }
      self.init(missing: 6 - Int64(event.receivedDigits))
    }

    /// The clock of a row, by the decimals it lacks.
    init(missing: Int64) {
      self = missing < 3 ? .microseconds : missing < 6 ? .milliseconds : .seconds
    }

    /// The next coarser clock that a crowded tick's rows go to.
    var coarser: Clock? {
      switch self {
      case .microseconds: .milliseconds
      case .milliseconds: .seconds
      case .seconds, .none: nil
      }
    }

    /// The most decimals of a second that a row placed by it can show.
    var digits: UInt8 {
      switch self {
      case .microseconds: 6
      case .milliseconds: 3
      case .seconds, .none: 0
      }
    }

    /// Its tick, microseconds.
    var tick: Int64 {
      switch self {
      case .microseconds, .none: 1
      case .milliseconds: 1000
      case .seconds: 1_000_000
      }
    }
  }

  /// Times that a row id can carry: the years 1828 to 2111.
  static let dated = -4_481_136_000_000_000..<4_481_049_600_000_000 as Range<Int64>
  /// Bits of the slot within a microsecond.
  static let slotBits: Int64 = 11
  /// How many ids from its start a request's rows may lie on, unless there is
  /// no coarser clock.
  static let reach = 16
  /// The first id that is a time; below lie the undated rows.
  static let firstDatedID = Int64.min + 1 << 55

  /// The first id of the tick.
  let first: Int64
  /// How many ids the tick has.
  let count: Int64
  /// The id at which a request's rows begin.
  let start: Int64

  /// The place of a request.
  ///
  /// - Parameters:
  ///   - clock: the clock to place it by, no finer than that of its time.
  ///   - received: microseconds since 1970.
  ///   - key: a hash of cluster and audit ID.
  init(_ clock: Clock, received: Int64, key: UInt64) {
    if clock == .none {
      first = Int64.min
      count = 1 << 55
    } else {
      let tick = clock.tick
      let remainder = received % tick
      let floor = received - (remainder < 0 ? remainder + tick : remainder)
      first = floor << Self.slotBits
      count = tick << Self.slotBits
    }
    start = first + Int64(key.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The id after another, around the end of the tick.
  func next(after id: Int64) -> Int64 {
    id + 1 == first + count ? first : id + 1
  }

  /// The hash that a request's rows begin at.
  static func key(cluster: Int64, audit: UInt64) -> UInt64 {
    ByteHash.fold(
      audit ^ 0x8EBC_6AF0_9C88_C6E3, UInt64(bitPattern: cluster) ^ 0x5899_65CC_7537_4CC3)
  }
}
