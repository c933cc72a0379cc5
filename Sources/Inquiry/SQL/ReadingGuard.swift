internal import SQLite

/// Allows statements that read, and nothing else.
final class ReadingGuard {
  /// What tells about the schema and changes nothing.
  private static let pragmas: Set<String> = ["table_info", "table_xinfo", "table_list"]
  /// What would load code or register a tokeniser.
  private static let functions: Set<String> = ["load_extension", "fts3_tokenizer"]

  /// Whether anything was refused.
  private(set) var hasRefused = false

  /// Decides about one thing that a statement would do.
  func judge(_ request: AccessRequest) -> AccessDecision {
    let isAllowed =
      switch request.action {
      case .select, .read, .recursive: true
      case .function: !Self.functions.contains((request.second ?? "").lowercased())
      case .pragma: Self.pragmas.contains((request.first ?? "").lowercased())
      default: false
      }
    if !isAllowed { hasRefused = true }
    return isAllowed ? .allow : .deny
  }
}
