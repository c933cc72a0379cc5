/// Reads the stretches of one text: events become records, strings that may
/// hold some go to the next layer.
struct LayerReading {
  /// So many objects of one stretch may break before it is left alone.
  private static let faultLimit = 32

  var records: UnwrappedRecords
  var formats: FormatNames
  /// The CSV file that the source is, by its first line.
  var csv: CSVFile?
  private let maxRecord: Int
  /// A path being written.
  private var path: [UInt8] = []
  /// The last path of a line, by the number of what stands before the event.
  private var linePath: (prefix: Int?, path: Int32)?
  /// How many line feeds a stretch has up to an offset.
  private var lines = (stretch: 0, offset: 0, count: 0)
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
      for stretch in layer.stretches where !found[stretch.unit].isTooLong {
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
    let members = layer.members[units[stretch.unit].members]
    found.marks = catalog.marks.bits(of: members, text)
    if let kind = catalog.kind(of: catalog.keys.bits(of: members, text)) {
      let first = records.batch.members.count
      records.batch.members += members
      let all = first..<records.batch.members.count
      return add(stretch.range, kind, stretch, text, all, &found)
    }
    for member in members where mayHold(member, text) {
      if readTables(member, stretch, text, &next) { continue }
      read(member, in: stretch.range, stretch, text, &walker, &framer, &next, &found)
    }
  }

  /// Whether there is any use in looking into a member.
  private func mayHold(_ member: Member, _ text: TextBytes) -> Bool {
    let value = Int(member.valueStart)..<Int(member.valueStart + member.valueCount)
    guard value.count > RecordWalker.shortestString else { return false }
    switch text[value.lowerBound] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      return PackedText.beginsWith(text, value) || catalog.hints(at: value, text)
        || PackedText.mayHold(text, value)
    default: return false
    }
  }

  /// Reads a member of an object that is no event.
  private mutating func read(
    _ member: Member, in whole: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ walker: inout RecordWalker, _ framer: inout RecordFramer,
    _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) {
    let value = Int(member.valueStart)..<Int(member.valueStart + member.valueCount)
    path.removeAll(keepingCapacity: true)
    path += formats.path(stretch.path)
    if let last = path.last, last != UInt8(ascii: "$"), last != UInt8(ascii: ">") {
      path.append(UInt8(ascii: "."))
    }
    text.append(TextRange(start: member.keyStart, count: member.keyCount), to: &path)
    let isBytes = PackedText.isBytes(text, value)
    guard isBytes || text[value.lowerBound] == UInt8(ascii: "\"") else {
      return walk(value.lowerBound, in: whole, stretch, text, &walker, &framer, &next, &found)
    }
    path.append(UInt8(ascii: "$"))
    let string = RecordWalker.Finding(
      range: isBytes ? value : value.lowerBound + 1..<value.upperBound - 1,
      path: formats.number(ofPath: path))
    take(string, in: whole, stretch, text, &framer, &next, &found)
  }

  /// Walks a value whose path has been written, and takes what is found.
  private mutating func walk(
    _ value: Int, in whole: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ walker: inout RecordWalker, _ framer: inout RecordFramer, _ next: inout TextLayer.Builder,
    _ found: inout UnitFindings
  ) {
    walker.walk(text, from: value, prefix: path, &framer, &records.batch.members, &formats)
    for finding in walker.findings {
      take(finding, in: whole, stretch, text, &framer, &next, &found)
    }
    note(walker.strays, walker.findings, stretch, text, &found)
  }

  /// Notes records of the source's own text that have no event, beside others
  /// that do.
  private mutating func note(
    _ strays: [RecordWalker.Strays], _ findings: [RecordWalker.Finding], _ stretch: TextStretch,
    _ text: TextBytes, _ found: inout UnitFindings
  ) {
    guard layer.base != nil else { return }
    for group in strays
    where catalog.isEach(formats.path(findings[group.finding].path)) {
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
    inner.path = finding.path
    if let kind = finding.kind {
      guard let members = finding.members else {
        return add(finding.range, kind, inner, text, &framer, &found)
      }
      return add(finding.range, kind, inner, text, members, &found)
    }
    if inner.place == nil {
      let isElement = finding.element.map { text[$0.lowerBound] != UInt8(ascii: "\"") } ?? false
      let element = isElement ? finding.element ?? whole : whole
      inner.place = place(of: element, stretch, text)
      inner.place?.isString = true
    }
    let limit = next.limit
    var unpacking = PackedText.Unpacking.plain
    next.add(inner) { bytes in
      if PackedText.mayBe(text, finding.range) {
        unpacking = PackedText.append(text, finding.range, to: &bytes, upTo: limit)
      }
      if unpacking == .plain { text.appendUnescaped(TextRange(finding.range), to: &bytes) }
    }
    if case .damaged(let digits) = unpacking, let place = inner.place {
      let fault = layer.base.map { $0 + Int64(finding.range.prefix(digits).upperBound) }
      found.damaged.append(RejectedRecord(damagedAt: place, fault: fault ?? place.offset))
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
    if layer.base != nil, units[stretch.unit].isElement, text[offset] == UInt8(ascii: "[") {
      path.removeAll(keepingCapacity: true)
      path += formats.path(stretch.path)
      walk(offset, in: stretch.range, stretch, text, &walker, &framer, &next, &found)
      return
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
        reading.path = path(ofLine: stretch.range.lowerBound..<brace, text)
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
      add(brace..<end, kind, stretch, text, firstMember..<records.batch.members.count, &found)
      return end
    }
    let all = Array(members)
    records.batch.members.removeSubrange(firstMember...)
    for member in all where mayHold(member, text) {
      read(member, in: brace..<end, stretch, text, &walker, &framer, &next, &found)
    }
    return end
  }

  /// Hands on a CSV field that holds an object.
  private mutating func readQuoted(
    _ range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ next: inout TextLayer.Builder, _ found: inout UnitFindings
  ) -> Int? {
    guard catalog.hints(at: range, text) else { return nil }
    var inner = stretch
    if inner.place == nil { inner.place = place(of: stretch.range, stretch, text) }
    inner.place?.isString = true
    inner.path = formats.number(ofPath: Array("<\(csv?.format ?? "csv")>".utf8))
    var end = range.upperBound
    next.add(inner) { end = CSVField.append(text, range, to: &$0) }
    found.isCSV = true
    found.isOpenField = end == range.upperBound
    return end
  }

  /// Hands on an object whose quotes are escaped, in text that is no JSON.
  private mutating func readEscaped(
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
    inner.path = formats.number(ofPath: formats.path(stretch.path) + Array("$".utf8))
    next.add(inner) {
      text.appendUnescaped(TextRange(range.lowerBound..<end), to: &$0)
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
    let first = records.batch.members.count
    let end = framer.scanObject(text, from: range.lowerBound, &records.batch.members)
    guard end == range.upperBound else {
      return records.batch.members.removeSubrange(first...)
    }
    add(range, kind, stretch, text, first..<records.batch.members.count, &found)
  }

  mutating func add(
    _ range: Range<Int>, _ kind: Int, _ stretch: TextStretch, _ text: TextBytes,
    _ members: Range<Int>, _ found: inout UnitFindings, damage: RejectedRecord? = nil
  ) {
    guard range.count <= maxRecord || damage != nil else { return }
    var place = stretch.place ?? place(of: range, stretch, text)
    if let damage { place.damage = damage }
    place.format = formats.number(
      ofPath: stretch.path, marks: found.marks, kind: kind, catalog)
    found.events += 1
    records.add(range, kind: kind, at: place, members: members)
  }

  /// Where a stretch of the source's own text lies.
  mutating func place(
    of range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes
  ) -> RecordPlace {
    let start = stretch.range.lowerBound
    if lines.stretch != start || lines.offset > range.lowerBound || lines.offset < start {
      lines = (start, start, 0)
    }
    lines.count += text.lineFeeds(in: lines.offset..<range.lowerBound)
    lines.offset = range.lowerBound
    return RecordPlace(
      offset: (layer.base ?? 0) + Int64(range.lowerBound), length: Int64(range.count),
      line: units[stretch.unit].rejected.line + Int64(lines.count))
  }

  /// What the text before an object on a line is called, as a path's number.
  mutating func path(ofLine range: Range<Int>, _ text: TextBytes) -> Int32 {
    guard range.contains(where: { text[$0] > 0x20 && text[$0] != UInt8(ascii: ",") }) else {
      return FormatNames.noPath
    }
    let prefix = catalog.prefix(text, range)
    if let linePath, linePath.prefix == prefix { return linePath.path }
    let name = prefix.map { catalog.prefixes[$0].format } ?? "unknown prefix"
    let path = formats.number(ofPath: Array("<\(name)>".utf8))
    linePath = (prefix, path)
    return path
  }
}
