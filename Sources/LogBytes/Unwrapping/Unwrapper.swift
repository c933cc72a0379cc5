/// Finds the audit events in what shippers and exports made of a log: in
/// records that are none themselves, and behind other text on a line.
///
/// In: the records of a batch that turned out to be no events, and what framing
/// rejected. Out: the events in them, with where each lies. A native log never
/// comes here, so it costs nothing.
///
/// A text is read in layers: what a string says is a text of its own, and may
/// again hold strings.
public struct Unwrapper: Sendable {
  /// A string in a string in a string is followed so far.
  private static let layerLimit = 6
  /// What the strings of a batch say may come to so many bytes in all layers.
  private static let usualTextLimit = 128 << 20
  private static let greatestTextLimit = 1 << 30

  /// How much is looked at of an event that is too long.
  private static let headLimit = 256 << 10
  /// A longer first line of a CSV file is not kept for a run that goes on.
  private static let headerLimit = 64 << 10
  /// How much is held of what an export wrote on one line.
  private static let holdLimit = 32 << 20

  let catalog: FormatCatalog
  var walker: RecordWalker
  /// The last batch's text from where its open damage began.
  private var held: (text: [UInt8], offset: Int64) = ([], 0)
  private(set) var maxRecord = 16 << 20
  /// How many bytes the strings of a batch may say.
  private var textLimit: Int {
    // Without packing no layer is longer than the one before.
    guard maxRecord < Self.greatestTextLimit / Self.layerLimit else {
      return Self.greatestTextLimit
    }
    return max(Self.usualTextLimit, maxRecord * Self.layerLimit)
  }
  /// Parts of a line whose rest has not come.
  var partial: PartialLines.Joined?
  /// The CSV file that the source is.
  private var csv: CSVFile?
  /// Where the line ends whose last field goes on in the next one.
  var openField: Int64?
  /// Bytes between those parts, which are not counted before the rest comes.
  var heldSeparators: Int64 = 0

  /// Creates an unwrapper.
  public init(_ catalog: FormatCatalog) {
    self.catalog = catalog
    walker = RecordWalker(catalog)
  }

  /// Begins another source, or goes on with one.
  ///
  /// - Parameters:
  ///   - state: where an earlier run left it.
  ///   - maxRecord: the longest event accepted, bytes.
  public mutating func begin(resuming state: FramingState = FramingState(), maxRecord: Int) {
    held = ([], 0)
    partial = nil
    heldSeparators = 0
    csv = CSVFile(header: state.header, catalog)
    openField = state.isInField ? state.offset - 1 : nil
    self.maxRecord = maxRecord
  }

  /// Whether parts of a line wait for the rest.
  public var isHolding: Bool { partial != nil }

  /// The wrappers of events that stand by themselves, as the first and last
  /// record of a batch tell.
  public func flatFormats(_ batch: RecordBatch) -> [String] {
    batch.text.withBytes { text in
      let isEvent: (Record) -> Bool = { record in
        let start = Int(record.firstMember)
        let members = batch.members[start..<start + Int(record.memberCount)]
        return catalog.kind(of: catalog.keys.bits(of: members, text)) == 0
      }
      guard let first = batch.records.first(where: isEvent),
        let last = batch.records.last(where: isEvent)
      else { return [] }
      let names = [first, last].map { record in
        let start = Int(record.firstMember)
        let members = batch.members[start..<start + Int(record.memberCount)]
        let name = catalog.name(of: [], marks: catalog.marks.bits(of: members, text), kind: 0)
        if !name.isEmpty { return name }
        let hasKind = members.contains { member in
          text.matches("kind", at: Int(member.keyStart), count: Int(member.keyCount))
        }
        return hasKind ? "audit.k8s.io" : "event-list"
      }
      return names[0] == names[1] ? [names[0]] : names
    }
  }

  /// Adds to where reading would go on what is known of a CSV file.
  public func mark(_ state: FramingState) -> FramingState {
    var state = state
    if let csv, csv.header.count <= Self.headerLimit { state.header = csv.header }
    state.isInField = openField == state.offset - 1
    return state
  }

  /// Looks into what is no event of a batch.
  ///
  /// - Parameters:
  ///   - batch: what was framed.
  ///   - rejected: what of it was rejected, in order, by framing and decoding.
  ///   - framer: which framed it.
  ///   - isLast: whether the source ends with the batch.
  public mutating func unwrap(
    _ batch: RecordBatch, _ rejected: [RejectedRecord], _ framer: inout RecordFramer, isLast: Bool
  ) -> Unwrapped {
    var output = Unwrapped()
    var units = rejected.map { Unit($0, in: batch) }
    let joined = join(&units, batch, isLast: isLast, &output)
    var names = FormatNames()
    var layers = firstLayers(batch, units, &names)
    for whole in joined { layers.append(layer(of: whole, &units, &names)) }
    var found = [UnitFindings](repeating: UnitFindings(), count: units.count)
    var depth = 0
    var room = textLimit
    while !layers.isEmpty, depth < Self.layerLimit {
      var next = TextLayer.Builder(
        usual: layers.reduce(0) { $0 + $1.text.count }, limit: room)
      for layer in layers {
        var reading = LayerReading(layer, units, catalog, names, csv: csv, maxRecord: maxRecord)
        reading.read(&walker, &framer, &next, &found)
        (names, csv) = (reading.formats, reading.csv)
        if !reading.records.places.isEmpty { output.groups.append(reading.records) }
      }
      for unit in next.tooLong { found[unit].isTooLong = true }
      room -= next.count
      layers = next.isEmpty ? [] : [next.finish()]
      depth += 1
    }
    output.formats = names.all
    for unit in found.indices { found[unit].settleDamage(in: units[unit]) }
    dropTooLong(units, found, &output.groups)
    settle(units, found, &output)
    hold(batch)
    return output
  }

  /// The texts in which the units lie: the batch's, and one for each that began
  /// in a batch before.
  private func firstLayers(
    _ batch: RecordBatch, _ units: [Unit], _ names: inout FormatNames
  ) -> [TextLayer] {
    var paths = batch.paths.map { (start: $0.start, number: names.number(ofPath: $0.path)) }[...]
    var path = FormatNames.noPath
    var main = TextLayer(text: batch.text, base: batch.textOffset)
    main.members = batch.members
    var layers: [TextLayer] = []
    for (index, unit) in units.enumerated() where unit.mayHold {
      let start = unit.rejected.offset - batch.textOffset
      while let next = paths.first, next.start <= max(0, Int(start)) {
        path = next.number
        paths.removeFirst()
      }
      if start >= 0 {
        let range = Int(start)..<Int(start + unit.rejected.length)
        main.stretches.append(TextStretch(range: range, unit: index, path: path))
      } else if let bytes = heldBytes(of: unit.rejected, batch) {
        var layer = TextLayer(text: TextBuffer(bytes), base: unit.rejected.offset)
        layer.stretches = [TextStretch(range: 0..<bytes.count, unit: index, path: path)]
        layers.append(layer)
      }
    }
    return main.stretches.isEmpty ? layers : layers + [main]
  }

  /// The bytes of what began in a batch before: all, or the head of what is too
  /// long to be held.
  func heldBytes(of rejected: RejectedRecord, _ batch: RecordBatch) -> [UInt8]? {
    let from = Int(rejected.offset - held.offset)
    guard from >= 0, from < held.text.count else { return nil }
    // What is held may go on behind the line where the damage turns out to end.
    var bytes = Array(held.text[from...].prefix(Int(rejected.length)))
    let missing = Int(rejected.length) - bytes.count
    if missing <= batch.text.count {
      batch.text.withBytes { $0.append(TextRange(0..<missing), to: &bytes) }
    } else {
      bytes.removeSubrange(min(bytes.count, Self.headLimit)...)
    }
    return bytes
  }

  /// The text of parts that were put together, as a unit of its own.
  private func layer(
    of joined: PartialLines.Joined, _ units: inout [Unit], _ names: inout FormatNames
  ) -> TextLayer {
    let place = joined.place
    var layer = TextLayer(text: TextBuffer(joined.bytes))
    layer.stretches = [
      TextStretch(
        range: 0..<joined.bytes.count, unit: units.count, place: place,
        path: names.number(ofPath: Array("<\(joined.format)>".utf8)))
    ]
    units.append(Unit(joined, at: place))
    return layer
  }

  /// Keeps the text of damage that goes on in the next batch.
  public mutating func hold(_ batch: RecordBatch) {
    let end = batch.textOffset + Int64(batch.text.count)
    let start = batch.resume.offset
    guard start < end else { return held = ([], 0) }
    if start < batch.textOffset {
      guard !held.text.isEmpty, held.text.count < max(maxRecord, Self.holdLimit) else { return }
      batch.text.withBytes { $0.append(TextRange(0..<batch.text.count), to: &held.text) }
    } else {
      held = (Array(batch.text.suffix(from: Int(start - batch.textOffset))), start)
    }
  }
}
