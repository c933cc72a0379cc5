internal import Glibc

/// One file that a list of paths stands for, or one of an archive's.
public struct EvidenceFile: Sendable, Equatable {
  /// As it is to be opened and recorded; `-` for standard input.
  public let path: String
  /// Its size, bytes; 0 for a stream.
  public let bytes: Int64
  /// When it was last modified, microseconds since 1970; nil for a stream.
  public let modified: Int64?
  /// Whether it is a regular file, or one of an archive.
  public let isRegular: Bool
  /// Where it lies, if that is in an archive.
  public let place: ArchivePlace?
  /// What was read of a stream already.
  let head: [UInt8]

  init(
    path: String, bytes: Int64, modified: Int64?, isRegular: Bool, place: ArchivePlace? = nil,
    head: [UInt8] = []
  ) {
    self.head = head
    self.path = path
    self.bytes = bytes
    self.modified = modified
    self.isRegular = isRegular
    self.place = place
  }
}

/// Finds the files that paths, folders and patterns stand for.
public struct EvidenceFiles {
  /// The files found, in the order of their paths within each argument.
  public private(set) var files: [EvidenceFile] = []
  /// What could not be opened.
  public private(set) var failures: [SourceError] = []

  private var visited: Set<FileIdentity> = []
  private let excluded: Set<FileIdentity>

  private struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  /// Expands paths.
  ///
  /// Folders are read recursively, in the order of their entries' bytes, links
  /// followed once. A path that does not exist and has `*`, `?` or `[` in it is
  /// a pattern. A file named twice is taken once, and so is
  /// standard input.
  ///
  /// - Parameter excluded: files never to take, such as the case itself.
  public init(_ paths: [String], excluding excluded: [String] = []) {
    self.excluded = Set(excluded.compactMap { Self.status($0).map(FileIdentity.init) })
    for path in paths { add(path) }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private mutating func add(_ path: String) {
    if path == "-" { return addStandardInput() }
    guard let status = Self.status(path) else {
      let reason = errno
      let matches = reason == ENOENT && path.contains(where: "*?[".contains) ? Self.glob(path) : []
      if matches.isEmpty {
        failures.append(
          reason == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, errno: reason))
      }
      for match in matches { add(match) }
      return
    }
    add(path, status, isNamed: true)
  }

  /// Two readers of one pipe would each get half of it.
  private mutating func addStandardInput() {
    var status = stat()
    let isStream = fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let isNew = !isStream || visited.insert(FileIdentity(status)).inserted
    guard isNew, !files.contains(where: { $0.path == "-" }) else { return }
    files.append(EvidenceFile(path: "-", bytes: 0, modified: nil, isRegular: false))
  }

  private mutating func add(_ path: String, _ status: stat, isNamed: Bool) {
    let identity = FileIdentity(status)
    guard !excluded.contains(identity), visited.insert(identity).inserted else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: addFolder(path)
    case S_IFREG:
      let modified = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
      files.append(
        EvidenceFile(
          path: path, bytes: Int64(status.st_size), modified: modified, isRegular: true))
    default:
      // A pipe is read where it is named; one met in a folder could block.
      guard isNamed else { return }
      files.append(EvidenceFile(path: path, bytes: 0, modified: nil, isRegular: false))
    }
  }

  private mutating func addFolder(_ path: String) {
    guard let folder = opendir(path) else {
      failures.append(.cannotOpen(path: path, errno: errno))
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      let inner = path.hasSuffix("/") ? path + name : path + "/" + name
      if let status = Self.status(inner) {
        add(inner, status, isNamed: false)
      } else {
        failures.append(.cannotOpen(path: inner, errno: errno))
      }
    }
  }

  private static func glob(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard Glibc.glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }
}
