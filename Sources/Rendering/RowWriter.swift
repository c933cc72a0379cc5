public import Inquiry

/// Writes an answer row by row into a sink, in blocks of about 64 KiB.
///
/// Call `begin()` once, `write(_:)` for each row, `end()` once.
public struct RowWriter<Failure: Error> {
  /// Takes the next bytes of the answer.
  public typealias Sink = ([UInt8]) throws(Failure) -> Void

  private static var blockSize: Int { 65_536 }

  private var encoder: any RowEncoder
  private let redactor: RowRedactor?
  private let columnCount: Int
  private let sink: Sink
  private var buffer: [UInt8] = []

  /// The number of rows written so far.
  public private(set) var rowCount = 0

  /// Creates a writer of rows with these columns.
  public init(
    _ format: OutputFormat, columns: [Column], options: RenderingOptions = RenderingOptions(),
    sink: @escaping Sink
  ) {
    encoder = makeEncoder(format, columns: columns, options: options)
    redactor = RowRedactor(columns: columns, redaction: options.redaction)
    columnCount = columns.count
    self.sink = sink
    buffer.reserveCapacity(Self.blockSize + Self.blockSize / 4)
  }

  /// The columns with values that a terminal was too narrow to show.
  ///
  /// Known once `end()` has been called; empty in every other format.
  public var hiddenColumns: [String] { encoder.hiddenColumns }

  /// Writes what stands before the first row.
  public mutating func begin() throws(Failure) {
    encoder.begin(into: &buffer)
    try flush(from: Self.blockSize)
  }

  /// Writes one row, which has a value for every column.
  public mutating func write(_ row: [Value]) throws(Failure) {
    precondition(row.count == columnCount, "a row has a value for every column")
    rowCount += 1
    if let redactor {
      encoder.write(redactor.redacted(row), into: &buffer)
    } else {
      encoder.write(row, into: &buffer)
    }
    try flush(from: Self.blockSize)
  }

  /// What writes single cells, for rows that `write(rows:upTo:)` takes; nil in a
  /// format whose rows are more than their cells.
  public var cellWriter: CellWriter? { encoder.cellWriter(redactor) }

  /// Writes rows whose cells were written by `cellWriter` before.
  ///
  /// - Parameters:
  ///   - append: appends at most so many rows, and tells how many there were.
  ///   - limit: how many are wanted at most.
  /// - Returns: how many there were; fewer than the limit only at the end.
  public mutating func write(
    rows append: (_ limit: Int, inout [UInt8]) throws(Failure) -> Int, upTo limit: Int
  ) throws(Failure) -> Int {
    var count = 0
    // The first row by itself, for somebody may wait for it.
    var portion = min(limit, 1)
    while portion > 0 {
      let found = try append(portion, &buffer)
      count += found
      try flush(from: portion == 1 ? 1 : Self.blockSize)
      if found < portion { break }
      portion = min(64, limit - count)
    }
    rowCount += count
    return count
  }

  /// Writes what stands after the last row, and hands over all that is left.
  public mutating func end() throws(Failure) {
    encoder.end(into: &buffer)
    try flush(from: 1)
  }

  /// Hands over what is buffered now, for an answer that comes slowly.
  public mutating func flush() throws(Failure) {
    try flush(from: 1)
  }

  private mutating func flush(from size: Int) throws(Failure) {
    guard buffer.count >= size else { return }
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
