internal import Knowledge

/// What the columns of the views `events` and `requests` mean.
public enum CaseColumns {
  /// The meaning of a column; empty for one that there is none of.
  public static func meaning(of column: String) -> String {
    rows.first { $0[0] == column }?[1] ?? ""
  }

  /// The names of the columns, in order.
  public static var names: [String] { rows.map { $0[0] } }

  private static var rows: [[String]] {
    let table = try? KnowledgeTable(path: "schema/columns.csv", columns: ["column", "meaning"])
    return table?.rows ?? []
  }
}
