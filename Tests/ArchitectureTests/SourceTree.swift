internal import Foundation

/// The repository's own Swift files, as text.
struct SourceTree {
  /// One file.
  struct File {
    /// Relative to the repository.
    let path: String
    let lines: [String]

    /// The lines without those that are comments only, with their numbers.
    var code: [(number: Int, text: String)] {
      lines.enumerated().map { ($0 + 1, $1) }.filter {
        !$0.1.drop { $0 == " " }.starts(with: "//")
      }
    }

    /// The lines of code that match, as places to go to.
    func places(matching pattern: some RegexComponent) -> [String] {
      code.filter { $0.text.firstMatch(of: pattern) != nil }.map { "\(path):\($0.number)" }
    }
  }

  /// The repository's folder.
  static let root: URL = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// The Swift files below a folder of the repository, in order.
  static func files(in folder: String) -> [File] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    let found = names?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    return found.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else {
        return nil
      }
      return File(path: path, lines: text.components(separatedBy: "\n"))
    }
  }

  /// The product's modules: name and files.
  static let modules: [(name: String, files: [File])] = {
    let files = SourceTree.files(in: "Sources").filter { !$0.path.hasPrefix("Sources/System/") }
    let byModule = Dictionary(grouping: files) { String($0.path.split(separator: "/")[1]) }
    return byModule.map { ($0, $1) }.sorted { $0.name < $1.name }
  }()
}

extension SourceTree.File {
  /// A function, initialiser or the like, and how many lines it has.
  struct Function {
    let place: String
    let count: Int
  }

  /// The functions, told by the indentation that swift-format keeps.
  var functions: [Function] {
    let start = /^( *)(?:@\w+(?:\([^)]*\))? |[a-z()]+ )*(?:func |init[?(<]|deinit|subscript[(<])/
    return lines.indices.compactMap { index in
      guard let match = lines[index].firstMatch(of: start) else { return nil }
      if lines[index].hasSuffix("}") { return Function(place: "\(path):\(index + 1)", count: 1) }
      let indentation = String(match.1)
      let end = lines[index...].firstIndex { line in
        line == indentation + "}" || line.hasPrefix(indentation + "} ")
      }
      guard let end else { return nil }
      let between = lines[(index + 1)..<end]
      let leaves = between.contains { line in
        !line.isEmpty && !line.hasPrefix(indentation) && !line.hasPrefix("#")
      }
      return leaves ? nil : Function(place: "\(path):\(index + 1)", count: end - index + 1)
    }
  }

  /// The modules that the file imports, and how.
  var imports: [(module: String, isMarked: Bool)] {
    let pattern =
      /^ *((?:@[a-zA-Z]+(?:\([a-z]+\))? )*)(internal |public |package |private )?import (?:[a-z]+ )?(\w+)/
    return lines.compactMap { line in
      line.firstMatch(of: pattern).map { (String($0.3), $0.2 != nil) }
    }
  }
}
