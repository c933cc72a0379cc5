extension LayerReading {
  /// Hands on the rows of Log Analytics' `tables`, where the columns are those
  /// of events, each as an object.
  ///
  /// - Returns: whether there were any.
  mutating func readTables(
    _ member: Member, _ stretch: TextStretch, _ text: TextBytes,
    _ next: inout TextLayer.Builder
  ) -> Bool {
    let value = TextRange(start: member.valueStart, count: member.valueCount)
    guard text.matches("tables", at: Int(member.keyStart), count: Int(member.keyCount)),
      text[Int(value.start)] == UInt8(ascii: "[")
    else { return false }
    var rows: [(columns: [TextRange], cells: [TextRange], row: TextRange)] = []
    var scanner = JSONScanner()
    JSONValueReader.forEachElement(text, value, scanner: &scanner) { table in
      var inner = JSONScanner()
      let columns = columns(of: table, text, &inner)
      guard !columns.isEmpty else { return true }
      let all = JSONValueReader.value(of: "rows", in: text, table, scanner: &inner)
      JSONValueReader.forEachElement(text, all, scanner: &inner) { row in
        var cells: [TextRange] = []
        var nested = JSONScanner()
        JSONValueReader.forEachElement(text, row, scanner: &nested) { cell in
          cells.append(cell)
          return true
        }
        if cells.count == columns.count { rows.append((columns, cells, row)) }
        return true
      }
      return true
    }
    for row in rows { hand(on: row.row, row.columns, row.cells, stretch, text, &next) }
    return !rows.isEmpty
  }

  /// The names of a table's columns, with their quotes; none where they are not
  /// those of an event.
  private func columns(
    of table: TextRange, _ text: TextBytes, _ scanner: inout JSONScanner
  ) -> [TextRange] {
    let all = JSONValueReader.value(of: "columns", in: text, table, scanner: &scanner)
    var names: [TextRange] = []
    var mask: UInt64 = 0
    JSONValueReader.forEachElement(text, all, scanner: &scanner) { column in
      var inner = JSONScanner()
      let name = JSONValueReader.value(of: "name", in: text, column, scanner: &inner)
      names.append(name)
      guard name.count > 2 else { return true }
      mask |= catalog.keys.bit(of: Int(name.start) + 1, count: Int(name.count) - 2, text)
      return true
    }
    let isOfEvents =
      catalog.kind(of: mask) != nil
      && names.allSatisfy { $0.count > 2 && text[Int($0.start)] == UInt8(ascii: "\"") }
    return isOfEvents ? names : []
  }

  private mutating func hand(
    on row: TextRange, _ columns: [TextRange], _ cells: [TextRange], _ stretch: TextStretch,
    _ text: TextBytes, _ next: inout TextLayer.Builder
  ) {
    var inner = stretch
    inner.path = formats.number(
      ofPath: formats.path(stretch.path) + Array("tables[].rows[]".utf8))
    if inner.place == nil { inner.place = place(of: row.offsets, stretch, text) }
    inner.place?.isString = true
    next.add(inner) { bytes in
      bytes.append(UInt8(ascii: "{"))
      for (name, cell) in zip(columns, cells) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        text.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        text.append(cell, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
