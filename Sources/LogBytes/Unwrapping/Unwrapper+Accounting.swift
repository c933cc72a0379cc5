extension Unwrapper {
  /// Counts every byte of the units once: for the first event that lies on it,
  /// as other, or as rejected still.
  mutating func settle(_ units: [Unit], _ found: [UnitFindings], _ output: inout Unwrapped) {
    let covered = account(&output.groups, without: DamagedPlaces(units, found))
    var place = covered.startIndex
    for (unit, findings) in zip(units, found) {
      guard unit.parts.isEmpty else {
        let isDamaged = !findings.damaged.isEmpty
        if findings.events == 0 || findings.isTooLong || isDamaged {
          output.rejected += isDamaged ? unit.parts.map(\.damaged) : unit.parts
        }
        continue
      }
      let start = unit.rejected.offset
      let end = start + unit.rejected.length
      var taken: [Range<Int64>] = []
      while place < covered.endIndex, covered[place].lowerBound < end {
        taken.append(covered[place])
        place += 1
      }
      let isRest = openField == start - 1 && unit.rejected.reason == .notJSON
      openField = findings.isOpenField ? end : nil
      guard !findings.isTooLong else {
        var rest = unit.rejected
        rest.reason = .tooLong
        output.rejected += rest.without(taken)
        continue
      }
      guard findings.events > 0 else {
        if let damage = findings.damaged.first {
          output.rejected.append(unit.isBroken ? unit.rejected : unit.rejected.damaged(by: damage))
        } else if isRest || findings.isCSV {
          output.otherBytes += end - start
        } else {
          output.rejected.append(unit.rejected)
        }
        continue
      }
      settle(unit, findings, around: taken, &output)
    }
  }

  /// Counts what of a unit lies around the events in it.
  private func settle(
    _ unit: Unit, _ findings: UnitFindings, around events: [Range<Int64>],
    _ output: inout Unwrapped
  ) {
    output.rejected += findings.damaged
    var taken = events
    taken.merge(findings.damaged.map(\.stretch))
    guard !unit.isBroken else { return output.rejected += unit.rejected.without(taken) }
    output.otherBytes += taken.reduce(unit.rejected.length) { $0 - Int64($1.count) }
    for stray in findings.strays where !findings.isDamaged(stray) {
      output.otherBytes -= stray.length
      output.rejected.append(stray)
    }
  }

  /// Drops the events in strings of units that say too much: which of them come
  /// before which would depend on where reading stopped.
  func dropTooLong(
    _ units: [Unit], _ found: [UnitFindings], _ groups: inout [UnwrappedRecords]
  ) {
    let ranges = zip(units, found).filter { $0.1.isTooLong }.map { unit, _ in
      unit.rejected.offset..<unit.rejected.offset + unit.rejected.length
    }
    guard !ranges.isEmpty else { return }
    let tooLong = ranges.sorted { $0.lowerBound < $1.lowerBound }
    for group in groups.indices {
      groups[group].removeAll { place in
        guard place.isString || place.isJoined else { return false }
        let next = tooLong.partitioningIndex { $0.upperBound > place.offset }
        return next < tooLong.count && tooLong[next].contains(place.offset)
      }
    }
  }

  /// Gives each place the bytes that no place before it has and that are not
  /// rejected for damage, and numbers the events at the same place.
  ///
  /// - Returns: the stretches that are counted for events, in order.
  private func account(
    _ groups: inout [UnwrappedRecords], without damaged: DamagedPlaces
  ) -> [Range<Int64>] {
    var end = Int64.min
    var covered: [Range<Int64>] = []
    var last = RecordPlace(offset: -1, length: -1, line: 0)
    for (group, index) in Self.order(of: groups) {
      var place = groups[group].places[index]
      let isSame = place.offset == last.offset && place.length == last.length
      place.item = isSame ? last.item + 1 : 0
      if place.isJoined {
        place.settleJoined(isCounted: !damaged.joined.contains(place.offset))
      } else if place.offset + place.length > max(end, place.offset) {
        let start = max(end, place.offset)
        end = place.offset + place.length
        let pieces = damaged.pieces(of: start..<end)
        place.settle(pieces)
        covered += pieces
      }
      groups[group].places[index] = place
      last = place
    }
    return covered
  }

  /// All places in their order; those of one stretch as they were found.
  private static func order(of groups: [UnwrappedRecords]) -> [(group: Int, index: Int)] {
    var order: [(group: Int, index: Int)] = []
    order.reserveCapacity(groups.reduce(0) { $0 + $1.places.count })
    var isSorted = true
    var last = (offset: Int64.min, length: Int64.max)
    for group in groups.indices {
      for (index, place) in groups[group].places.enumerated() {
        isSorted = isSorted && last <= (place.offset, -place.length)
        last = (place.offset, -place.length)
        order.append((group, index))
      }
    }
    guard !isSorted else { return order }
    return order.sorted {
      let (one, other) = (groups[$0.group].places[$0.index], groups[$1.group].places[$1.index])
      return (one.offset, -one.length, $0.group, $0.index)
        < (other.offset, -other.length, $1.group, $1.index)
    }
  }
}

extension RecordPlace {
  /// Counts what is left of its stretch for the event.
  fileprivate mutating func settle(_ pieces: [Range<Int64>]) {
    accounted = pieces.reduce(0) { $0 + Int64($1.count) }
    damage?.offset = offset + length - accounted
    damage?.length = accounted
  }

  /// Counts the parts for the first event in them, if at all.
  fileprivate mutating func settleJoined(isCounted: Bool) {
    if item > 0 || !isCounted { accounted = 0 }
    damage?.offset = offset
    damage?.length = length
  }
}

extension Unit {
  /// Whether what is left of it, when events were found in it, is damage.
  var isBroken: Bool {
    switch rejected.reason {
    case .truncated, .malformed, .tooLong: true
    default: false
    }
  }
}

extension RejectedRecord {
  /// What is left of the stretch without others, white space aside.
  func without(_ taken: [Range<Int64>]) -> [RejectedRecord] {
    var pieces: [RejectedRecord] = []
    var start = offset
    let end = offset + length
    for stretch in taken + [end..<end] {
      if stretch.lowerBound > start {
        var piece = self
        piece.offset = start
        piece.length = stretch.lowerBound - start
        piece.faultOffset = min(max(faultOffset, start), stretch.lowerBound)
        piece.isTail = isTail && stretch.lowerBound == end
        pieces.append(piece)
      }
      start = stretch.upperBound
    }
    return pieces
  }
}
