// embed FOLDER OUTPUT FILE...: writes files as one Swift source of raw string
// literals. (`.embedInCode` took 13 s for 130 KB, such literals take one.)

import Foundation

/// A text as a Swift literal, whatever is in it.
func literal(_ text: String) -> String {
  var hashes = "#"
  while text.contains("\"\"\"" + hashes) || text.contains("\\" + hashes) { hashes += "#" }
  return "\(hashes)\"\"\"\n\(text)\n\"\"\"\(hashes)"
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: embed FOLDER OUTPUT FILE...\n".utf8))
  exit(64)
}
let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
var source = "extension ShippedFiles {\n  static let content: [(path: String, text: String)] = [\n"
for path in arguments[3...].sorted() {
  let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  source += "(\(literal(path)),\n\(literal(text))),\n"
}
source += "  ]\n}\n"
try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
