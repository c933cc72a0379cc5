internal import Glibc

/// Why a file could not be used.
struct FileFailure: Error {
  let action: String
  let path: String
  let code: Int32
}

/// The file that a log is written to.
struct LogFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private(set) var byteCount = 0

  init(creating path: String) throws(FileFailure) {
    self.path = path
    descriptor = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if descriptor < 0 { throw FileFailure(action: "create", path: path, code: errno) }
  }

  deinit { if descriptor > 2 { close(descriptor) } }

  /// Writes all of the text and empties it.
  mutating func write(_ text: inout Text) throws(FileFailure) {
    var rest = UnsafeRawBufferPointer(text.bytes)
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw FileFailure(action: "write", path: path, code: errno)
      }
      byteCount += written
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    text.truncate()
  }
}
