internal import SQLite

/// The rows that a statement gives, one by one.
public final class SQLRows {
  /// The columns, each name once.
  public let columns: [Column]
  private let statement: Statement
  private let budget: TimeBudget
  private let failure: (SQLiteError) -> AskingError
  private let readers: [SQLValueReader]
  /// Whether the statement stands at a row that was not handed out yet.
  private var isAtRow: Bool

  init(
    _ statement: Statement, _ budget: TimeBudget, _ failure: @escaping (SQLiteError) -> AskingError
  ) throws(AskingError) {
    self.statement = statement
    self.budget = budget
    self.failure = failure
    // The first row tells which columns are numbers: SQLite knows it of values only.
    isAtRow = try Self.step(statement, budget, failure)
    let names = Self.distinct(statement.columnNames)
    readers = names.map { SQLValueReader(column: $0) }
    var columns: [Column] = []
    for (index, name) in names.enumerated() {
      let type = isAtRow ? statement.type(Int32(index)) : .null
      columns.append(Column(name, isNumeric: type == .integer || type == .real))
    }
    self.columns = columns
  }

  /// Reads the next row.
  ///
  /// - Returns: false when there are no more.
  public func next(into row: inout [Value]) throws(AskingError) -> Bool {
    if !isAtRow { isAtRow = try Self.step(statement, budget, failure) }
    guard isAtRow else { return false }
    isAtRow = false
    row.removeAll(keepingCapacity: true)
    for (index, reader) in readers.enumerated() {
      row.append(reader.value(statement.value(Int32(index))))
    }
    return true
  }

  private static func step(
    _ statement: Statement, _ budget: TimeBudget, _ failure: (SQLiteError) -> AskingError
  ) throws(AskingError) -> Bool {
    do throws(SQLiteError) {
      return try budget.counting { () throws(SQLiteError) in try statement.step() }
    } catch {
      throw failure(error)
    }
  }

  /// Two columns of one name would be one key in JSON.
  private static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var distinct = name
      var number = 2
      while !taken.insert(distinct).inserted {
        distinct = "\(name)_\(number)"
        number += 1
      }
      return distinct
    }
  }
}
