internal import SQLite

extension CaseWriter {
  /// Gives clusters the numbers that they have in another case.
  public func takeClusters(of path: String) throws(CaseError) {
    let other = try CaseFile.openForReading(path)
    try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try other.prepare("SELECT cluster_id, name FROM cluster ORDER BY cluster_id")
      let insert = try connection.prepare("INSERT OR IGNORE INTO cluster VALUES (?, ?)")
      while try rows.step() {
        try insert.bind(rows.integer(0), at: 1)
        try insert.bind(rows.text(1), at: 2)
        try insert.run()
      }
    }
  }
}
