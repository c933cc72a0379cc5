internal import Arguments

/// What `--version` prints.
enum Version {
  /// The version of the program.
  static let number = "0.1.0"

  /// Prints one line; with `--verbose` also what the program is made of.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.answer("spoor \(number)\n")
    guard arguments.isSet("verbose") else { return .done }
    for part in parts {
      terminal.answer("\(part.name): \(part.version)\n")
    }
    return .done
  }

  /// The parts of the program and the version of each.
  static var parts: [(name: String, version: String)] {
    [("platform", platform)]
  }

  private static var platform: String {
    #if os(Linux)
      let system = "linux"
    #else
      let system = "other"
    #endif
    #if arch(x86_64)
      return system + " x86_64"
    #elseif arch(arm64)
      return system + " arm64"
    #else
      return system
    #endif
  }
}
