/// The records of a batch that have a string whose packing is damaged.
///
/// Their bytes are counted as rejected; the events that were read before the
/// damage are kept, and none of those bytes are counted for them.
struct DamagedPlaces {
  /// In order, none within another.
  private var stretches: [Range<Int64>] = []
  /// Where those begin that were put together of parts of lines.
  private(set) var joined: Set<Int64> = []

  init(_ units: [Unit], _ found: [UnitFindings]) {
    for (unit, findings) in zip(units, found) where !findings.damaged.isEmpty {
      if unit.parts.isEmpty {
        // Where no event is, the unit is rejected whole.
        stretches += findings.damaged.map(\.stretch)
      } else {
        joined.insert(unit.rejected.offset)
      }
    }
    stretches.sort { $0.lowerBound < $1.lowerBound }
  }

  /// What of a stretch lies in none of them.
  func pieces(of whole: Range<Int64>) -> [Range<Int64>] {
    guard !stretches.isEmpty else { return [whole] }
    var pieces: [Range<Int64>] = []
    var start = whole.lowerBound
    var index = stretches.partitioningIndex { $0.upperBound > whole.lowerBound }
    while index < stretches.count, stretches[index].lowerBound < whole.upperBound {
      if start < stretches[index].lowerBound { pieces.append(start..<stretches[index].lowerBound) }
      start = stretches[index].upperBound
      index += 1
    }
    if start < whole.upperBound { pieces.append(start..<whole.upperBound) }
    return pieces
  }
}

extension UnitFindings {
  /// Brings the damaged records in order, without those within others; none
  /// where all of the unit is rejected for saying too much.
  mutating func settleDamage(in unit: Unit) {
    guard !damaged.isEmpty else { return }
    let found =
      isTooLong ? [] : damaged.sorted { ($0.offset, -$0.length) < ($1.offset, -$1.length) }
    damaged = []
    let end = unit.rejected.offset + unit.rejected.length
    for var record in found where record.offset >= (damaged.last?.stretch.upperBound ?? .min) {
      record.isTail = unit.rejected.isTail && record.stretch.upperBound == end
      damaged.append(record)
    }
  }

  /// Whether a record is a part of a damaged one.
  func isDamaged(_ record: RejectedRecord) -> Bool {
    guard !damaged.isEmpty else { return false }
    let next = damaged.partitioningIndex { $0.stretch.upperBound > record.offset }
    return next < damaged.count && damaged[next].stretch.overlaps(record.stretch)
  }
}

extension RejectedRecord {
  /// A record that has a string whose packing is damaged.
  init(damagedAt place: RecordPlace, fault: Int64) {
    self.init(
      offset: place.offset, length: place.length, line: place.line, reason: .damagedGzip,
      faultOffset: fault)
  }

  /// Its bytes.
  var stretch: Range<Int64> { offset..<offset + length }

  /// The same, rejected for a damaged string.
  var damaged: RejectedRecord {
    var record = self
    record.reason = .damagedGzip
    return record
  }

  /// The same, rejected for what another tells of a part of it.
  func damaged(by damage: RejectedRecord) -> RejectedRecord {
    var record = damaged
    record.faultOffset = damage.faultOffset
    return record
  }
}

extension [Range<Int64>] {
  /// Adds stretches that overlap none, and keeps the order.
  mutating func merge(_ others: [Range<Int64>]) {
    guard !others.isEmpty else { return }
    self += others
    sort { $0.lowerBound < $1.lowerBound }
  }
}

extension Array {
  /// The first index from which on a closure is true.
  func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
