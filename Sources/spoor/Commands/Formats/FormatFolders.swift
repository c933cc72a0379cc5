internal import Arguments
internal import Glibc
internal import LogIngest
internal import Patterns

/// The folders of users' own tables of formats.
enum FormatFolders {
  /// The option that names one.
  static let option = Option.value("queries", "DIR", "a folder of your own tables of formats")
    .repeating().explained(
      """
      The rows of the tables in its folder formats (wrappers.csv and the like, as in \
      queries/formats) come before those that are built in, and status notes that they were used. \
      The folders of $SPOOR_QUERIES, separated by colons, come after those of --queries.
      """)

  /// Every format there is, those of `--queries` and `$SPOOR_QUERIES` first.
  static func formats(_ arguments: ParsedArguments) throws(Diagnostic) -> Formats {
    var files: [FormatFile] = []
    for folder in QuestionFolders.all(arguments.values(of: "queries")) {
      files += try read(folder)
    }
    guard !files.isEmpty else { return .shipped }
    do throws(FormatError) {
      return try Formats(files: files)
    } catch {
      throw Diagnostic(error)
    }
  }

  private static func read(_ folder: String) throws(Diagnostic) -> [FormatFile] {
    guard let outer = opendir(folder) else {
      throw Diagnostic(
        "cannot read the folder \(folder)", why: String(cString: strerror(errno)),
        tries: ["--queries DIR with another folder"])
    }
    closedir(outer)
    // A folder of questions alone has none.
    guard let inner = opendir(folder + "/formats") else { return [] }
    defer { closedir(inner) }
    var files: [FormatFile] = []
    for name in QuestionFolders.names(in: inner) where name.hasSuffix(".csv") {
      let path = "\(folder)/formats/\(name)"
      guard let table = FormatTable(rawValue: String(name.dropLast(4))) else {
        let names = FormatTable.allCases.map { "\($0.rawValue).csv" }
        throw Diagnostic(
          "there is no table of formats \(SafeText.quoted(name))",
          why: "the tables are \(names.joined(separator: ", "))",
          places: [.file(path)],
          tries: EditDistance.closestMatch(to: name, in: names).map { ["the name \($0)"] } ?? [])
      }
      files.append(
        FormatFile(table: table, path: path, text: try QuestionFolders.text(of: path)))
    }
    return files
  }
}

extension Diagnostic {
  /// A table of formats that cannot be used.
  init(_ error: FormatError) {
    switch error {
    case .malformed(let path, let line, let columns):
      self.init(
        "cannot use the table of formats \(path)",
        why: "line \(line) has not the columns \(columns.joined(separator: ","))",
        places: [.file(path, line: line)],
        tries: ["the table of the same name in queries/formats as an example"])
    case .kindWithoutKey(let path, let kind):
      self.init(
        "cannot use the table of formats \(path)",
        why: "the kind \(SafeText.quoted(kind)) has no key that all its events have",
        places: [.file(path)], tries: ["a key in the column all"])
    }
  }
}
