/// What people should know of a wrapper.
public struct FormatGuide: Sendable, Equatable {
  /// Its name, as `status` gives it.
  public let name: String
  /// How it is recognised.
  public let recognised: String
  /// What is lost in it, or has to be inferred; nil if nothing.
  public let lost: String?

  static func all(recognised: [[String]], losses: [[String]]) -> [FormatGuide] {
    let lost = Dictionary(losses.map { ($0[0], $0[1]) }) { first, _ in first }
    var names: Set<String> = []
    return recognised.filter { names.insert($0[0]).inserted }.map { row in
      FormatGuide(name: row[0], recognised: row[1], lost: lost[row[0]])
    }
  }
}
