/// What the first line of a CSV file says.
struct CSVFile: Sendable {
  /// What such a file is called.
  let format: String
  /// The names of its columns, where its rows are events themselves; else none.
  let columns: [[UInt8]]
  /// The line itself.
  let header: [UInt8]

  /// Reads the first line of a source, unless it is none of a CSV file's.
  init?(header: [UInt8], _ catalog: FormatCatalog) {
    guard !header.isEmpty, !header.contains(UInt8(ascii: "{")) else { return nil }
    let columns = TextBuffer(header).withBytes { CSVField.fields($0, 0..<header.count) } ?? []
    let mask = TextBuffer(columns.flatMap { $0 + [0x0A] }).withBytes { names in
      var start = 0
      return columns.reduce(UInt64(0)) { mask, name in
        defer { start += name.count + 1 }
        return mask | catalog.keys.bit(of: start, count: name.count, names)
      }
    }
    let isOfEvents = columns.count > 1 && catalog.kind(of: mask) != nil
    guard let format = catalog.csv(header) ?? (isOfEvents ? "csv" : nil) else { return nil }
    self.format = format
    self.columns = isOfEvents ? columns : []
    self.header = header
  }
}

extension LayerReading {
  /// Reads the first line of a source, which may be that of a CSV file.
  mutating func readHeader(
    _ stretch: TextStretch, _ text: TextBytes, _ found: inout UnitFindings
  ) {
    var header: [UInt8] = []
    text.append(TextRange(stretch.range), to: &header)
    csv = CSVFile(header: header, catalog)
    found.isCSV = csv != nil
  }

  /// Hands on a row of a CSV file whose rows are events, as an object of its
  /// columns.
  ///
  /// - Returns: whether it is one.
  mutating func readRow(
    _ stretch: TextStretch, _ text: TextBytes, _ next: inout TextLayer.Builder,
    _ found: inout UnitFindings
  ) -> Bool {
    guard let csv, !csv.columns.isEmpty, !found.isCSV,
      let fields = CSVField.fields(text, stretch.range), fields.count == csv.columns.count
    else { return false }
    var row = stretch
    row.place = place(of: stretch.range, stretch, text)
    row.place?.isString = true
    row.path = formats.number(ofPath: Array("<\(csv.format)>".utf8))
    next.add(row) { bytes in
      bytes.append(UInt8(ascii: "{"))
      for (name, field) in zip(csv.columns, fields) where !field.isEmpty {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        JSONEscape.append(string: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        JSONEscape.append(string: field, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
    return true
  }
}
