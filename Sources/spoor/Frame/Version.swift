internal import Arguments
internal import Compression
internal import Digests
internal import Knowledge
internal import SQLite

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
    [("commit", commit ?? "unknown"), ("queries", "sha256 " + queriesDigest)]
      + [("SQLite", SQLiteLibrary.version)] + CompressionLibraries.versions
      + [("libcrypto", CryptoLibrary.version), ("platform", platform)]
  }

  /// SHA-256 of the files that are built in, each after its path.
  private static var queriesDigest: String {
    var hasher = SHA256()
    for path in ShippedFiles.paths {
      hasher.update(Array("\(path)\0\(ShippedFiles.text(at: path) ?? "")\0".utf8))
    }
    return hasher.finish().bytes.hexText
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
