internal import SQLite

/// The cells of a table's tuples as an answer's format writes them, kept for
/// tuples that come again.
///
/// As in `TupleCells`, tuples have places, and these become more as they are
/// needed.
struct WrittenCells {
  /// Cells that stand side by side in a row.
  struct Piece {
    /// The columns of the tuple, and where these stand in a row.
    var cells: [(value: Int, column: Int)]
    /// Whether a separator comes before it.
    let isSeparated: Bool
  }

  /// All is written anew when it takes more bytes than this.
  private static let mostBytes = 1 << 23

  private let pieces: [Piece]
  private let most: Int
  private var ids: [Int64] = []
  private var marks: [Bool] = []
  private var ranges: [Range<Int>] = []
  private var bytes: [UInt8] = []

  /// - Parameter places: how many tuples are kept at most, a power of two.
  init(_ pieces: [Piece], places: Int) {
    self.pieces = pieces
    most = places
    makePlaces(min(places, 64))
  }

  private mutating func makePlaces(_ count: Int) {
    ids = Array(repeating: -1, count: count)
    marks = Array(repeating: false, count: count)
    ranges = Array(repeating: 0..<0, count: count * pieces.count)
    bytes.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func slot(_ id: Int64) -> Int { Int(truncatingIfNeeded: id) & (ids.count - 1) }

  /// The place of a tuple; below zero for one that has none.
  @inline(__always)
  func place(of id: Int64) -> Int {
    let place = slot(id)
    return ids[place] == id ? place : -1
  }

  /// What was to be known of the tuple at a place.
  @inline(__always)
  func isMarked(_ place: Int) -> Bool { marks[place] }

  /// Appends a piece of the tuple at a place.
  @inline(__always)
  func append(_ piece: Int, at place: Int, to out: inout [UInt8]) {
    out.append(contentsOf: bytes[ranges[place * pieces.count + piece]])
  }

  /// Writes a tuple unless it has a place, and gives that.
  ///
  /// Others may lose theirs.
  ///
  /// - Parameter mark: something to know of the tuple.
  mutating func write(
    _ id: Int64, _ cells: inout TupleCells, _ writer: CellWriter,
    mark: (TupleCells, _ place: Int) -> Bool = { _, _ in false }
  ) throws(SQLiteError) -> Int {
    if ids[slot(id)] == id { return slot(id) }
    if ids[slot(id)] != -1, ids.count < most {
      makePlaces(min(most, ids.count * 4))
    } else if bytes.count > Self.mostBytes {
      makePlaces(ids.count)
    }
    let place = slot(id)
    let values = try cells.place(of: id)
    for (index, piece) in pieces.enumerated() {
      let start = bytes.count
      if piece.isSeparated { bytes.append(writer.separator) }
      for (number, cell) in piece.cells.enumerated() {
        if number > 0 { bytes.append(writer.separator) }
        writer.append(cells[values, cell.value], cell.column, &bytes)
      }
      ranges[place * pieces.count + index] = start..<bytes.count
    }
    marks[place] = mark(cells, values)
    ids[place] = id
    return place
  }
}
