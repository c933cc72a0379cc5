internal import SQLite

/// The columns of `event` that tests look at, and what they admit, for scans
/// that read nothing else.
///
/// The tests must have judged all tuples. Times and audit IDs are not among
/// them.
struct TestedColumns {
  /// The columns, in the order in which they are to be selected.
  let names: [String]
  private let admitted: [[Bool]]
  private let sources: Set<Int64>?

  init(_ tests: RowTests) {
    admitted = tests.verdicts.map(\.bitmap)
    sources = tests.sources
    names = tests.verdicts.map(\.table.key) + (sources == nil ? [] : ["source_id"])
  }

  /// Whether a row passes, whose columns begin at a place.
  @inline(__always)
  func admit(_ row: Statement, from first: Int32) -> Bool {
    var column = first
    for verdicts in admitted {
      let number = Int(truncatingIfNeeded: row.integer(column))
      guard number >= 0, number < verdicts.count, verdicts[number] else { return false }
      column += 1
    }
    guard let sources else { return true }
    return sources.contains(row.integer(column))
  }
}
