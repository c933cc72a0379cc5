public import CaseStore
public import Knowledge
public import SQLite

/// Why a question has no answer.
///
/// Sentences are made of it by the program.
public enum InquiryError: Error, Equatable {
  /// The case cannot be read.
  case caseFile(CaseError)
  /// SQLite refuses.
  case database(SQLiteError)
  /// A filter means nothing.
  case filter(FilterError)
  /// The question itself means nothing.
  case question(QuestionError)
  /// A file of `queries/` is not as it should be.
  case knowledge(KnowledgeError)

  /// Calls a closure, and turns SQLite's errors into ours.
  static func wrapping<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(InquiryError) -> Result {
    do { return try body() } catch { throw .database(error) }
  }

  /// Calls a closure, and turns the case's errors into ours.
  static func reading<Result>(
    _ body: () throws(CaseError) -> Result
  ) throws(InquiryError) -> Result {
    do { return try body() } catch { throw .caseFile(error) }
  }

  /// Calls a closure, and turns a filter's errors into ours.
  static func filtering<Result>(
    _ body: () throws(FilterError) -> Result
  ) throws(InquiryError) -> Result {
    do { return try body() } catch { throw .filter(error) }
  }
}
