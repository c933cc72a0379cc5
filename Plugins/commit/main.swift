// commit LOG OUTPUT: writes the commit that git's log of HEAD ends with as Swift;
// nil where there is no log, as in an unpacked archive of the sources.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: commit LOG OUTPUT\n".utf8))
  exit(64)
}
let log = (try? String(contentsOfFile: arguments[1], encoding: .utf8)) ?? ""
let words = log.split(separator: "\n").last?.split(separator: " ") ?? []
let hash = words.count > 1 && words[1].allSatisfy(\.isHexDigit) ? "\"\(words[1])\"" : "nil"
let source = """
  extension Version {
    /// The commit that was built; nil if it was not built from a clone.
    static let commit: String? = \(hash)
  }

  """
try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
