public import SQLite

/// Why SQL, or a named question, has no answer.
///
/// Sentences are made of it by the program.
public enum AskingError: Error, Equatable {
  /// The case or a filter cannot be used.
  case inquiry(InquiryError)
  /// There is no question of this name; the nearest one, if any is near.
  case unknownQuestion(String, suggestion: String?)
  /// SQLite does not understand the text, or failed at it; what was likely
  /// meant by a name in it.
  case sql(SQLiteError, suggestion: String?)
  /// The text holds no statement.
  case noStatement
  /// Something follows the first statement: this.
  case severalStatements(String)
  /// The statement would do more than read.
  case notReading
  /// There is no such parameter; the nearest one, and all there are.
  case unknownParameter(String, suggestion: String?, known: [String])
  /// A parameter that the question cannot do without is not set.
  case missingParameter(QuestionParameter)
  /// It took longer than allowed.
  case tookTooLong
  /// It needed more memory than allowed.
  case tookTooMuchMemory

  /// Calls a closure, and turns a question's errors into ours.
  static func inquiring<Result>(
    _ body: () throws(InquiryError) -> Result
  ) throws(AskingError) -> Result {
    do { return try body() } catch { throw .inquiry(error) }
  }

  /// Calls a closure, and turns errors of our own SQL into ours.
  static func working<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(AskingError) -> Result {
    do { return try body() } catch {
      throw error.isOutOfMemory ? .tookTooMuchMemory : .inquiry(.database(error))
    }
  }
}
