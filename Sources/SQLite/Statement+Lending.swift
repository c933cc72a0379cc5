internal import CSQLite

extension Statement {
  /// Runs to the end, ignoring rows, with parameters that SQLite need not copy.
  ///
  /// Afterwards every parameter is NULL.
  ///
  /// - Parameters:
  ///   - bytes: What is lent to the statement until the end of the run.
  ///   - bind: Binds the parameters, by `bindLentText` those that lie in `bytes`.
  /// - Throws: What `bind` throws, or the failure of the run.
  public func run(
    lending bytes: RawSpan, _ bind: () throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try bytes.withUnsafeBytes { (bytes) throws(SQLiteError) in
      lent = bytes
      defer {
        lent = nil
        clearBindings()
      }
      try bind()
      try run()
    }
  }

  /// Binds some of the lent bytes as a blob.
  ///
  /// - Throws: SQLite's refusal, for example of a blob over the length limit.
  public func bindLentBlob(_ range: Range<Int>, at parameter: Int32) throws(SQLiteError) {
    guard let lent, range.lowerBound >= 0, range.upperBound <= lent.count else {
      preconditionFailure("the bytes are not lent")
    }
    let start = lent.baseAddress.map { $0 + range.lowerBound }
    try check(spoor_bind_blob_static(pointer, parameter, start, UInt64(range.count)))
  }

  /// Binds some of the lent bytes as text, which SQLite does not check to be
  /// UTF-8.
  ///
  /// - Throws: SQLite's refusal, for example of a text over the length limit.
  public func bindLentText(_ range: Range<Int>, at parameter: Int32) throws(SQLiteError) {
    guard let lent, range.lowerBound >= 0, range.upperBound <= lent.count else {
      preconditionFailure("the bytes are not lent")
    }
    let start = lent.baseAddress.map { $0 + range.lowerBound }
    let text = start?.assumingMemoryBound(to: CChar.self)
    try check(spoor_bind_text_static(pointer, parameter, text, UInt64(range.count)))
  }
}
