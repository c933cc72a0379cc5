internal import Arguments
internal import Glibc
internal import Inquiry

/// The folders of users' own questions.
enum QuestionFolders {
  /// The option that names one.
  static let option = Option.value("queries", "DIR", "a folder of your own questions").repeating()
    .explained(
      """
      Its SQL files, also in folders below, take the place of those of the same name that are \
      built in. The folders of $SPOOR_QUERIES, separated by colons, come after those of --queries.
      """)

  /// A folder that goes deeper is no folder of questions.
  private static let deepest = 8
  /// A longer file is no question.
  private static let longestFile = 1 << 20

  /// Every question there is: those of `--queries`, of `$SPOOR_QUERIES`, and
  /// those that are built in.
  static func library(_ arguments: ParsedArguments) throws(Diagnostic) -> QuestionLibrary {
    try library(arguments.values(of: "queries"))
  }

  /// The folders that are named, and those of `$SPOOR_QUERIES`.
  static func all(_ given: [String]) -> [String] {
    given + (Environment["SPOOR_QUERIES"] ?? "").split(separator: ":").map(String.init)
  }

  /// Every question there is, those of some folders first.
  static func library(_ given: [String]) throws(Diagnostic) -> QuestionLibrary {
    let folders = all(given)
    var files: [[QuestionLibrary.File]] = []
    for folder in folders { files.append(try read(folder, depth: 0).sorted { $0.path < $1.path }) }
    do throws(QuestionFileError) {
      return try QuestionLibrary(folders: files)
    } catch {
      throw Diagnostic(error)
    }
  }

  private static func read(
    _ path: String, depth: Int
  ) throws(Diagnostic) -> [QuestionLibrary.File] {
    guard let folder = opendir(path) else {
      throw Diagnostic(
        "cannot read the folder of questions \(path)", why: String(cString: strerror(errno)),
        tries: ["--queries DIR with another folder"])
    }
    defer { closedir(folder) }
    var files: [QuestionLibrary.File] = []
    for name in names(in: folder) {
      let inner = path + "/" + name
      if isFolder(inner), depth < deepest {
        files += try read(inner, depth: depth + 1)
      } else if name.hasSuffix(".sql") {
        files.append(QuestionLibrary.File(path: inner, text: try text(of: inner)))
      }
    }
    return files
  }

  /// The names of a folder's entries, hidden ones aside.
  static func names(in folder: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// The text of a small file.
  static func text(of path: String) throws(Diagnostic) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot read \(path)", why: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      guard count > 0 else {
        throw Diagnostic("cannot read \(path)", why: String(cString: strerror(errno)))
      }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= longestFile else {
        throw Diagnostic("cannot read \(path)", why: "it is longer than 1 MiB")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
