internal import CSQLite

/// How a database is opened.
public enum OpenMode: Sendable {
  /// Reads an existing file, with locks, so that a writer may work beside it.
  case readOnly
  /// Reads and writes an existing file.
  case readWrite
  /// Reads and writes a file, making it first if there is none.
  case readWriteCreate
  /// Reads a file that nothing will change: no locks, no journal, no side files.
  case immutable
  /// Makes an empty database in memory; the path is ignored.
  case memory

  var flags: Int32 {
    // One thread at a time uses a connection, so SQLite need not lock per call.
    switch self {
    case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    case .readWriteCreate, .memory:
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    }
  }

  /// The name to hand to SQLite so that it opens exactly the file at `path`.
  func fileName(_ path: String) -> String {
    switch self {
    case .memory: ":memory:"
    case .immutable: Self.immutableURI(path)
    case .readOnly, .readWrite, .readWriteCreate:
      // SQLite reads a meaning into these two; a file may well be called so.
      path.hasPrefix(":") || path.hasPrefix("file:") ? "./" + path : path
    }
  }

  private static func immutableURI(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : "file:"
    let plain = Array("/-_.~".utf8)
    for byte in path.utf8 {
      let isPlain =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || plain.contains(byte)
      if isPlain {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += byte < 16 ? "%0" : "%"
        uri += String(byte, radix: 16)
      }
    }
    return uri + "?immutable=1"
  }
}
