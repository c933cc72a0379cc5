#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lock that makes one process the writer of a case: a file beside it that
/// names the holder. The system releases it however the process ends.
struct CaseLock: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Takes the lock.
  ///
  /// - Throws: `held` with the holder's own words, or `cannotOpen`.
  init(casePath: String, holder: String) throws(CaseError) {
    path = casePath + ".lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(path: casePath, errno: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let holder = Self.read(descriptor)
      close(descriptor)
      throw .held(path: casePath, holder: holder)
    }
    ftruncate(descriptor, 0)
    var text = holder
    text.withUTF8 { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  private static func read(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
