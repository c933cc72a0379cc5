internal import Knowledge
internal import Patterns

/// The accounts of the control plane that delete things because of something
/// that happened before.
struct ControllerAccounts {
  private let accounts: [(account: Glob, because: String)]

  /// Reads the file that is built into the program.
  static func shipped() throws(KnowledgeError) -> ControllerAccounts {
    ControllerAccounts(
      try KnowledgeTable(path: "kubernetes/controllers.csv", columns: ["account", "because"]))
  }

  init(_ table: KnowledgeTable) {
    accounts = table.rows.map { (Glob($0[0]), $0[1]) }
  }

  /// Why an account deletes things; nil if it is none of these.
  func because(_ user: String) -> String? {
    accounts.first { $0.account.matches(user) }?.because
  }
}
