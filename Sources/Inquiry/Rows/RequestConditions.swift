/// A filter, understood for one case: what rows and their tuples must be.
struct RequestConditions {
  var time = TimeCondition.always
  /// At most one test a table.
  var tests: [TupleTable: TupleTest] = [:]
  /// The sources of the clusters asked for; nil for all.
  var sources: Set<Int64>?
  var auditIDs = TextCondition()

  /// Adds a condition on a tuple.
  mutating func add(_ table: TupleTable, _ column: TupleColumn, _ condition: TextCondition) {
    tests[table, default: TupleTest(table)].add(column, condition)
    if tests[table]?.isEmpty == true { tests[table] = nil }
  }

  /// Adds a condition on a tuple.
  mutating func add(_ table: TupleTable, _ check: TupleTest.Check) {
    tests[table, default: TupleTest(table)].add(check)
  }

  /// Whether every row meets it.
  var isEmpty: Bool {
    time == .always && tests.isEmpty && sources == nil && auditIDs.isEmpty
  }
}
