import Inquiry

/// The rows of an object's life.
func life(
  _ resource: String, _ samples: [Sample],
  _ change: (inout HistoryQuestion) throws -> Void = { _ in }
) throws -> [[Value]] {
  var question = HistoryQuestion(resource: resource)
  try change(&question)
  let history = try History(question, in: try CaseBuilder.open(samples))
  var rows: [[Value]] = []
  while let row = try history.next() { rows.append(row) }
  return rows
}

/// Who did what to an object, and what that changed, a line a request.
func deeds(
  _ resource: String, _ samples: [Sample],
  _ change: (inout HistoryQuestion) throws -> Void = { _ in }
) throws -> [String] {
  table(try life(resource, samples, change), of: History.columns, "actor", "action", "changes")
}
