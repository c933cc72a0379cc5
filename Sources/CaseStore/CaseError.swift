public import SQLite

/// Why a case file cannot be used.
///
/// Sentences are made of it by the program.
public enum CaseError: Error, Equatable {
  /// There is no file at the path.
  case notFound(path: String)
  /// The file is no SQLite database.
  case notADatabase(path: String)
  /// The database is not a case of Spoor's.
  case notACase(path: String)
  /// The schema is not ours, though the file says it is: table or view.
  case foreignSchema(path: String, name: String)
  /// The case was written by an earlier version of the program, and is to be
  /// migrated.
  case olderSchema(path: String, found: Int32, known: Int32)
  /// The case was written by a later version of the program.
  case newerSchema(path: String, found: Int32, known: Int32)
  /// Another process writes the case.
  case held(path: String, holder: String)
  /// Another process reads the case, which is to be rewritten.
  case read(path: String)
  /// The file system refuses, with the system's number for the reason.
  case cannotOpen(path: String, errno: Int32)
  /// Evidence that the case refers to is not in it.
  case missingBlock(source: Int64, ordinal: Int64)
  /// A stored block does not unpack.
  case damagedBlock(source: Int64, ordinal: Int64)
  /// SQLite refuses.
  case database(SQLiteError)

  /// Calls a closure, and turns SQLite's errors into ours.
  static func wrapping<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(CaseError) -> Result {
    do { return try body() } catch { throw .database(error) }
  }
}
