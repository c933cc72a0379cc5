internal import CSQLite

/// Rows in memory, on their way into a table: see `RowTable`.
///
/// Cells are appended one after another, row by row.
public struct RowBuffer {
  enum Kind {
    static let null: Int32 = 0
    static let integer: Int32 = 1
    static let lentText: Int32 = 2
    static let lentBlob: Int32 = 3
    static let ownBlob: Int32 = 4
  }

  /// How many cells a row has.
  public let width: Int
  private var cells: [spoor_cell] = []
  private var bytes: [UInt8] = []

  /// No rows.
  ///
  /// - Parameter width: How many cells a row has.
  public init(width: Int) { self.width = width }

  /// Whether there is no row.
  public var isEmpty: Bool { cells.isEmpty }

  /// Forgets all rows, but keeps the room they took.
  public mutating func clear() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends an integer.
  @inline(__always)
  public mutating func append(_ value: Int64) {
    cells.append(spoor_cell(value: value, count: 0, kind: Kind.integer))
  }

  /// Appends NULL.
  @inline(__always)
  public mutating func appendNull() {
    cells.append(spoor_cell(value: 0, count: 0, kind: Kind.null))
  }

  /// Appends some of the bytes that will be lent, as text, which SQLite does not
  /// check to be UTF-8.
  public mutating func appendLentText(start: Int, count: Int) {
    cells.append(
      spoor_cell(value: Int64(start), count: Int32(count), kind: Kind.lentText))
  }

  /// Appends some of the bytes that will be lent, as a blob.
  public mutating func appendLentBlob(start: Int, count: Int) {
    cells.append(
      spoor_cell(value: Int64(start), count: Int32(count), kind: Kind.lentBlob))
  }

  /// Appends sixteen bytes as a blob, the most significant first.
  public mutating func appendBlob(_ high: UInt64, _ low: UInt64) {
    let start = Int64(bytes.count)
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes.append(contentsOf: $0) }
    cells.append(spoor_cell(value: start, count: 16, kind: Kind.ownBlob))
  }

  /// The rows as the virtual table reads them.
  func withRows<Result>(
    lending lent: RawSpan, _ body: (spoor_rows) throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    precondition(cells.count.isMultiple(of: width), "a row is not whole")
    return try cells.withUnsafeBufferPointer { (cells) throws(SQLiteError) in
      try bytes.span.bytes.withUnsafeBytes { (own) throws(SQLiteError) in
        try lent.withUnsafeBytes { (lent) throws(SQLiteError) in
          try body(
            spoor_rows(
              cells: cells.baseAddress, width: Int64(width), rows: Int64(cells.count / width),
              lent: lent.baseAddress?.assumingMemoryBound(to: CChar.self),
              lent_count: Int64(lent.count),
              own: own.baseAddress?.assumingMemoryBound(to: CChar.self),
              own_count: Int64(own.count)))
        }
      }
    }
  }
}
