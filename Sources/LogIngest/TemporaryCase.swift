internal import CaseStore
internal import Glibc

/// A case of its own for as long as it is needed.
struct TemporaryCase: ~Copyable {
  let path: String

  /// Makes an empty file in the folder for such files.
  init() throws(CaseError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/spoor-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .cannotOpen(path: folder, errno: errno) }
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { for suffix in ["", "-wal", "-shm", "-journal", ".lock"] { unlink(path + suffix) } }
}
