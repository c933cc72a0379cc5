/// The files that are built into the program: questions, rules, kinds.
public enum ShippedFiles {
  /// The paths of all files below `queries/`, such as
  /// `kubernetes/resources.csv`, in order.
  public static var paths: [String] { content.map(\.path) }

  /// The text of a file, or nil if there is none of that path.
  public static func text(at path: String) -> String? {
    content.first { $0.path == path }?.text
  }
}
