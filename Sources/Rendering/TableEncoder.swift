internal import Inquiry

/// Writes aligned columns for people.
///
/// The first rows are kept until the widths are decided; the others follow at
/// once. In a pipe no cell is cut, so a later and wider one pushes its line to
/// the right.
struct TableEncoder: RowEncoder {
  /// Rare giants do not widen a column of a pipe for everyone else: names in
  /// Kubernetes end at 253.
  private static let widestPadding = 256

  /// Columns of tokens that help to look something up, not to read, and one that
  /// follows from its neighbour; those that go first for want of width.
  private static let tokens = [
    ["audit_id", "audit_ids"], ["credential", "credentials"], ["user_agent", "user_agents"],
    ["actor_kind"],
  ]

  /// Columns that go last: who, what, and how it ended.
  private static let spared: Set = ["actor", "name", "outcome", "allowed", "denied", "failed"]

  /// Columns of names, whose ends tell them apart.
  private static let names: Set = ["actor", "impersonated", "user", "name"]

  private let columns: [Column]
  private let options: RenderingOptions
  private let outcome: TableStyle.Source
  private var sample: [[Value]] = []
  private var layout: TableLayout?
  private var measures: [ColumnMeasure]
  private var cell: [UInt8] = []

  init(columns: [Column], options: RenderingOptions) {
    self.columns = columns
    self.options = options
    outcome = TableStyle.Source(columns)
    measures = columns.map { column in
      ColumnMeasure(
        header: DisplayWidth.of(TextSafety.escaped(column.name)),
        rankOfLoss: Self.tokens.firstIndex { $0.contains(column.name) }.map { $0 + 1 },
        isSpared: Self.spared.contains(column.name))
    }
  }

  var hiddenColumns: [String] { layout?.hidden.map { columns[$0].name } ?? [] }

  func begin(into out: inout [UInt8]) {}

  mutating func write(_ row: [Value], into out: inout [UInt8]) {
    if let layout { return write(row, layout, into: &out) }
    sample.append(row)
    measure(row)
    if sample.count >= options.sampledRows { decideLayout(isComplete: false, into: &out) }
  }

  /// An empty answer has no header either.
  mutating func end(into out: inout [UInt8]) {
    if layout == nil { decideLayout(isComplete: true, into: &out) }
  }

  private mutating func measure(_ row: [Value]) {
    for index in row.indices {
      cell.removeAll(keepingCapacity: true)
      TableCell.append(row[index], zone: options.zone, to: &cell)
      if cell.isEmpty { continue }
      measures[index].isEmpty = false
      if row[index] != .integer(0) { measures[index].isZero = false }
      measures[index].isWhole = measures[index].isWhole || TableCell.isWhole(row[index])
      let width = DisplayWidth.of(cell)
      if options.width == nil, width > Self.widestPadding { continue }
      measures[index].width = max(measures[index].width, width)
      if case .time = row[index] {
        TableCell.cutSeconds(&cell)
        let narrow = DisplayWidth.of(cell)
        measures[index].narrowWhole = max(measures[index].narrowWhole ?? 0, narrow)
      }
    }
  }

  private mutating func decideLayout(isComplete: Bool, into out: inout [UInt8]) {
    let layout = TableLayout(measures, limit: options.width, isComplete: isComplete)
    self.layout = layout
    guard !sample.isEmpty else { return }
    write(columns.map { .text($0.name) }, layout, isHeader: true, into: &out)
    for row in sample { write(row, layout, into: &out) }
    sample = []
  }

  private mutating func write(
    _ row: [Value], _ layout: TableLayout, isHeader: Bool = false, into out: inout [UInt8]
  ) {
    let style = isHeader ? TableStyle.header : outcome.style(of: row)
    let isStyled = options.usesColor && style != .plain
    if isStyled { out.append(text: style.start) }
    let start = out.count
    for position in layout.shown.indices {
      let index = layout.shown[position]
      if position > 0 { appendSpaces(TableLayout.gap, to: &out) }
      cell.removeAll(keepingCapacity: true)
      TableCell.append(row[index], zone: options.zone, to: &cell)
      if case .time = row[index], DisplayWidth.of(cell) > layout.widths[position] {
        TableCell.cutSeconds(&cell)
      }
      appendCell(
        layout.widths[position], isRight: columns[index].isNumeric,
        isCut: options.width != nil && !TableCell.isWhole(row[index]),
        keepsEnd: !isHeader && Self.names.contains(columns[index].name), to: &out)
    }
    while out.count > start, out.last == UInt8(ascii: " ") { out.removeLast() }
    if isStyled { out.append(text: TableStyle.end) }
    out.append(UInt8(ascii: "\n"))
  }

  private mutating func appendCell(
    _ limit: Int, isRight: Bool, isCut: Bool, keepsEnd: Bool, to out: inout [UInt8]
  ) {
    var width = DisplayWidth.of(cell)
    if isCut, width > limit { width = TableCell.cut(&cell, to: limit, keepsEnd: keepsEnd) }
    if isRight { appendSpaces(limit - width, to: &out) }
    out.append(contentsOf: cell)
    if !isRight { appendSpaces(limit - width, to: &out) }
  }

  private func appendSpaces(_ count: Int, to out: inout [UInt8]) {
    if count > 0 { out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
  }
}
