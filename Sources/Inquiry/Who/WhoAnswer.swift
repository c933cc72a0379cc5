/// An answer to a question, or why there is none.
public struct WhoAnswer: Sendable, Equatable {
  /// The rows, in order.
  public let rows: [WhoRow]
  /// Why there may be no row, or none about the very object that is asked for;
  /// nil where there is one.
  public let emptiness: EmptyAnswer?
}
