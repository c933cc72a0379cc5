internal import SQLite

/// A case that is being read, for another thread to read as well.
public struct CaseTwin: Sendable {
  private let path: String
  private let segments: [LookupSegmentFacts]

  fileprivate init(_ reader: CaseReader) {
    path = reader.path
    segments = reader.segments
  }

  /// Opens the case once more, on the thread that will read it.
  ///
  /// Nil where that fails, or where another file has taken its path meanwhile.
  public func open() -> CaseReader? {
    do throws(CaseError) {
      let reader = try CaseReader(path: path)
      return reader.segments == segments ? reader : nil
    } catch {
      return nil
    }
  }
}

extension CaseReader {
  /// What another thread opens the case by; nil unless it is sure to see the
  /// same.
  ///
  /// Without a write-ahead log nobody can commit while this reader reads. With
  /// one somebody may have done so since.
  public var twin: CaseTwin? {
    guard !isPlain, isOwn else { return nil }
    do throws(SQLiteError) {
      let mode = try connection.text("PRAGMA journal_mode")
      return mode == "wal" ? nil : CaseTwin(self)
    } catch {
      return nil
    }
  }
}
