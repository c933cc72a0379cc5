extension Unwrapper {
  /// Counts every byte of the units once: for the first event that lies on it,
  /// as other, or as rejected still.
  mutating func settle(_ units: [Unit], _ found: [UnitFindings], _ output: inout Unwrapped) {
    let covered = account(&output.groups)
    var place = covered.startIndex
    for (unit, findings) in zip(units, found) {
      guard unit.parts.isEmpty else {
        if findings.places.isEmpty { output.rejected += unit.parts }
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
      guard !findings.places.isEmpty else {
        if isRest || findings.isCSV {
          output.otherBytes += end - start
        } else {
          output.rejected.append(unit.rejected)
        }
        continue
      }
      if unit.isBroken {
        output.rejected += unit.rejected.without(taken)
      } else {
        output.otherBytes += taken.reduce(end - start) { $0 - Int64($1.count) }
        for stray in findings.strays {
          output.otherBytes -= stray.length
          output.rejected.append(stray)
        }
      }
    }
  }

  /// Gives each place the bytes that no place before it has.
  ///
  /// - Returns: the stretches that are counted for events, in order.
  private func account(_ groups: inout [UnwrappedRecords]) -> [Range<Int64>] {
    var order: [(group: Int, index: Int)] = []
    for group in groups.indices {
      for (index, place) in groups[group].places.enumerated() {
        if place.isJoined {
          groups[group].places[index].settleJoined()
        } else {
          order.append((group, index))
        }
      }
    }
    order.sort {
      let (one, other) = (groups[$0.group].places[$0.index], groups[$1.group].places[$1.index])
      return (one.offset, -one.length, one.item) < (other.offset, -other.length, other.item)
    }
    var end = Int64.min
    var covered: [Range<Int64>] = []
    for (group, index) in order {
      let place = groups[group].places[index]
      let start = max(end, place.offset)
      guard place.offset + place.length > start else { continue }
      end = place.offset + place.length
      groups[group].places[index].accounted = end - start
      groups[group].places[index].damage?.offset = start
      groups[group].places[index].damage?.length = end - start
      covered.append(start..<end)
    }
    return covered
  }
}

extension RecordPlace {
  /// Counts the parts for the first event in them.
  fileprivate mutating func settleJoined() {
    if item > 0 { accounted = 0 }
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
