/// Reads the stretches of one text: events become records, strings that may
/// hold some go to the next layer.
struct LayerReading {
  /// So many objects of one stretch may break before it is left alone.
  private static let faultLimit = 32

  var records: UnwrappedRecords
  private(set) var formats: FormatNames
  /// The CSV file that the source is, by its first line.
  var csv: CSVFile?
  private let maxRecord: Int
  let layer: TextLayer
  let units: [Unit]
  let catalog: FormatCatalog

  init(
    _ layer: TextLayer, _ units: [Unit], _ catalog: FormatCatalog, _ formats: FormatNames,
    csv: CSVFile?, maxRecord: Int
  ) {
    self.maxRecord = maxRecord
    self.csv = csv
    self.formats = formats

    self.layer = layer
    self.units = units
    self.catalog = catalog
    records = UnwrappedRecords(
      batch: RecordBatch(text: layer.text, textOffset: 0, resume: FramingState()))
  }

  /// Reads all stretches.
  mutating func read(
    _ walker: inout RecordWalker, _ framer: inout RecordFramer, _ next: inout TextLayer.Builder,
    _ found: inout [UnitFindings]
  ) {
    layer.text.withBytes { text in
      for stretch in layer.stretches {
        if layer.base != nil, units[stretch.unit].isRecord {
          read(record: stretch, text, &walker, &framer, &next, &found[stretch.unit])
        } else {
          read(stretch, text, &walker, &framer, &next, &found[stretch.unit])
        }
      }
    }
  }

  /// Reads a record, whose members are known.
  private mutating func read(
    record stretch: TextStretch, _ text: TextBytes, _ walker: inout RecordWalker,
    _ framer: inout RecordFramer, _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) {
    let members = units[stretch.unit].members
    found.marks = catalog.marks.bits(of: members, text)
    if let kind = catalog.kind(of: catalog.keys.bits(of: members, text)) {
      return add(stretch.range, kind, stretch, text, &framer, &found)
    }
    for member in members {
      let value = Int(member.valueStart)..<Int(member.valueStart + member.valueCount)
      switch text[value.lowerBound] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
        guard catalog.hints(at: value, text) || PackedText.mayHold(text, value) else { continue }
        if readTables(member, stretch, text, &next) { continue }
        var key: [UInt8] = []
        text.append(TextRange(start: member.keyStart, count: member.keyCount), to: &key)
        let isBytes = PackedText.isBytes(text, value)
        if isBytes || text[value.lowerBound] == UInt8(ascii: "\"") {
          let contents = isBytes ? value : value.lowerBound + 1..<value.upperBound - 1
          let string = RecordWalker.Finding(range: contents, path: key + Array("$".utf8))
          take(string, in: stretch.range, stretch, text, &framer, &next, &found)
          continue
        }
        let findings = walker.walk(text, from: value.lowerBound, prefix: key)
        for finding in findings {
          take(finding, in: stretch.range, stretch, text, &framer, &next, &found)
        }
        note(walker.strays, findings, stretch, text, &found)
      default: continue
      }
    }
  }

  /// Notes records of the source's own text that have no event, beside others
  /// that do.
  private func note(
    _ strays: [RecordWalker.Strays], _ findings: [RecordWalker.Finding], _ stretch: TextStretch,
    _ text: TextBytes, _ found: inout UnitFindings
  ) {
    guard layer.base != nil else { return }
    for group in strays where catalog.isEach(findings[group.finding].path) {
      for element in group.elements {
        let place = place(of: element, stretch, text)
        found.strays.append(
          RejectedRecord(
            offset: place.offset, length: place.length, line: place.line, reason: .noAuditID,
            faultOffset: place.offset))
      }
    }
  }

  /// Takes an object that is an event, or hands a string on.
  private mutating func take(
    _ finding: RecordWalker.Finding, in whole: Range<Int>, _ stretch: TextStretch,
    _ text: TextBytes, _ framer: inout RecordFramer, _ next: inout TextLayer.Builder,
    _ found: inout UnitFindings
  ) {
    var inner = stretch
    inner.path = stretch.path + finding.path
    if let kind = finding.kind {
      return add(finding.range, kind, inner, text, &framer, &found)
    }
    if inner.place == nil {
      let isElement = finding.element.map { text[$0.lowerBound] != UInt8(ascii: "\"") } ?? false
      let element = isElement ? finding.element ?? whole : whole
      inner.place = place(of: element, stretch, text)
      inner.place?.isString = true
    }
    next.add(inner) { bytes in
      if PackedText.mayBe(text, finding.range),
        let plain = PackedText.unpacked(text, finding.range)
      {
        bytes += plain
      } else {
        text.appendText(finding.range, to: &bytes)
      }
    }
  }

  /// Reads text in which objects may stand anywhere.
  private mutating func read(
    _ stretch: TextStretch, _ text: TextBytes, _ walker: inout RecordWalker,
    _ framer: inout RecordFramer, _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) {
    var offset = stretch.range.lowerBound
    var faults = 0
    var reading = stretch
    // Several objects on a line stand behind the same text.
    var isNamed = false
    var broken: (start: Int, stretch: TextStretch)?
    if layer.base != nil {
      if units[stretch.unit].rejected.line == 1, csv == nil { readHeader(stretch, text, &found) }
      if readRow(stretch, text, &next, &found) { return }
    }
    var search = AuditLineSearch(text, in: stretch.range)
    while faults < Self.faultLimit {
      let gap = search.gap(from: offset, upTo: stretch.range.upperBound, text)
      if let end = readAuditLine(in: gap, stretch, text, &search, &next) {
        offset = end
        continue
      }
      guard let brace = search.brace else { break }
      if stretch.place == nil, !isNamed, text[stretch.range.lowerBound] != UInt8(ascii: "{") {
        reading.path = linePath(text, stretch.range.lowerBound..<brace)
      }
      let known = records.places.count
      let end = readObject(at: brace, reading, text, &walker, &framer, &next, &found)
      isNamed = isNamed || end != nil
      if end == nil {
        faults += 1
        if broken == nil { broken = (brace, reading) }
      } else if let cut = broken, records.places.count > known {
        salvage(cut.start..<brace, cut.stretch, text, &found)
        broken = nil
      }
      offset = end ?? brace + 1
    }
    if let broken { salvage(broken.start..<stretch.range.upperBound, broken.stretch, text, &found) }
  }

  /// Reads what begins at a brace.
  ///
  /// - Returns: the offset behind it; nil if it is no object.
  private mutating func readObject(
    at brace: Int, _ stretch: TextStretch, _ text: TextBytes, _ walker: inout RecordWalker,
    _ framer: inout RecordFramer, _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) -> Int? {
    let rest = brace..<stretch.range.upperBound
    if text.matches("{\"\"", at: brace, count: 3), text[brace + 3] != UInt8(ascii: ":") {
      return readQuoted(rest, stretch, text, &next, &found)
    }
    if text.matches("{\\\"", at: brace, count: 3) {
      return readEscaped(rest, stretch, text, &next)
    }
    let firstMember = records.batch.members.count
    let end = framer.scanObject(text, from: brace, &records.batch.members)
    guard end > 0, end <= stretch.range.upperBound else {
      records.batch.members.removeSubrange(firstMember...)
      return nil
    }
    let members = records.batch.members[firstMember...]
    if layer.base != nil { found.marks = catalog.marks.bits(of: members, text) }
    if let kind = catalog.kind(of: catalog.keys.bits(of: members, text)) {
      // The limit is one of events, not of what is around them.
      guard end - brace <= maxRecord else {
        records.batch.members.removeSubrange(firstMember...)
        return nil
      }
      add(brace..<end, kind, stretch, text, firstMember, &found)
      return end
    }
    records.batch.members.removeSubrange(firstMember...)
    let findings = walker.walk(text, from: brace, prefix: [])
    for finding in findings {
      take(finding, in: brace..<end, stretch, text, &framer, &next, &found)
    }
    note(walker.strays, findings, stretch, text, &found)
    return end
  }

  /// Hands on a CSV field that holds an object.
  private func readQuoted(
    _ range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) -> Int? {
    guard catalog.hints(at: range, text) else { return nil }
    var inner = stretch
    if inner.place == nil { inner.place = place(of: stretch.range, stretch, text) }
    inner.place?.isString = true
    inner.path = Array("<\(csv?.format ?? "csv")>".utf8)
    var end = range.upperBound
    next.add(inner) { end = CSVField.append(text, range, to: &$0) }
    found.isCSV = true
    found.isOpenField = end == range.upperBound
    return end
  }

  /// Hands on an object whose quotes are escaped, in text that is no JSON.
  private func readEscaped(
    _ range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ next: inout TextLayer.Builder
  ) -> Int? {
    guard catalog.hints(at: range, text) else { return nil }
    var scanner = JSONScanner()
    let scanned = scanner.skipString(text, from: range.lowerBound)
    // One that was cut is read as far as it goes.
    let end = scanned > 0 && scanned <= range.upperBound ? scanned - 1 : range.upperBound
    var inner = stretch
    if inner.place == nil { inner.place = place(of: stretch.range, stretch, text) }
    inner.place?.isString = true
    inner.path += Array("$".utf8)
    next.add(inner) {
      text.appendText(range.lowerBound..<end, to: &$0)
    }
    return min(end + 1, range.upperBound)
  }
}

extension LayerReading {
  /// Adds an event whose members have yet to be scanned.
  private mutating func add(
    _ range: Range<Int>, _ kind: Int, _ stretch: TextStretch, _ text: TextBytes,
    _ framer: inout RecordFramer, _ found: inout UnitFindings
  ) {
    let firstMember = records.batch.members.count
    let end = framer.scanObject(text, from: range.lowerBound, &records.batch.members)
    guard end == range.upperBound, range.count <= maxRecord else {
      return records.batch.members.removeSubrange(firstMember...)
    }
    add(range, kind, stretch, text, firstMember, &found)
  }

  mutating func add(
    _ range: Range<Int>, _ kind: Int, _ stretch: TextStretch, _ text: TextBytes,
    _ firstMember: Int, _ found: inout UnitFindings, damage: RejectedRecord? = nil
  ) {
    var place = stretch.place ?? place(of: range, stretch, text)
    if let damage { place.damage = damage }
    place.item = found.nextItem(at: place)
    let format = catalog.name(of: stretch.path, marks: found.marks, kind: kind)
    place.format = formats.number(of: format)
    found.places.append(place)
    records.add(range, kind: kind, at: place, firstMember: firstMember)
  }

  /// Where a stretch of the source's own text lies.
  func place(
    of range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes
  ) -> RecordPlace {
    let unit = units[stretch.unit].rejected
    let lines = text.lineFeeds(in: stretch.range.lowerBound..<range.lowerBound)
    return RecordPlace(
      offset: (layer.base ?? 0) + Int64(range.lowerBound), length: Int64(range.count),
      line: unit.line + Int64(lines))
  }

  /// What the text before an object on a line is called, as a path.
  func linePath(_ text: TextBytes, _ range: Range<Int>) -> [UInt8] {
    guard range.contains(where: { text[$0] > 0x20 && text[$0] != UInt8(ascii: ",") }) else {
      return []
    }
    var before: [UInt8] = []
    text.append(TextRange(range), to: &before)
    let name = catalog.prefix(before[...]) ?? "unknown prefix"
    return Array("<\(name)>".utf8)
  }
}
