/// How an answer's format writes a row cell by cell.
///
/// It is for formats in which a cell looks the same wherever it stands in its
/// column, so that what was written once can be written again, and in which
/// plain ASCII stands for itself.
public struct CellWriter {
  /// What stands between two cells.
  public let separator: UInt8
  /// What stands behind the last cell of a row.
  public let lineEnd: UInt8
  let append: (_ value: Value, _ column: Int, _ out: inout [UInt8]) -> Void

  /// Puts a writer together.
  ///
  /// - Parameters:
  ///   - separator: what stands between two cells.
  ///   - lineEnd: what stands behind the last cell of a row.
  ///   - append: appends the value of a column, counted from 0.
  public init(
    separator: UInt8, lineEnd: UInt8,
    append: @escaping (_ value: Value, _ column: Int, _ out: inout [UInt8]) -> Void
  ) {
    self.separator = separator
    self.lineEnd = lineEnd
    self.append = append
  }
}
