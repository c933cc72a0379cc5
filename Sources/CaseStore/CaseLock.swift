#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lock that makes one process the writer of a case: a file beside it that
/// names the holder.
///
/// The system releases it however the process ends.
struct CaseLock: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Takes the lock.
  ///
  /// - Throws: `held` with the holder's own words, or `cannotOpen`.
  init(casePath: String, holder: String) throws(CaseError) {
    path = casePath + ".lock"
    var taken: Int32?
    // The holder removes the file at its end. Who opened it before that holds
    // a lock that nobody else will meet, and tries again.
    while taken == nil {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw .cannotOpen(path: casePath, errno: errno) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let holder = Self.read(descriptor)
        close(descriptor)
        throw .held(path: casePath, holder: holder)
      }
      if Self.isFile(descriptor, at: path) { taken = descriptor } else { close(descriptor) }
    }
    descriptor = taken ?? -1
    ftruncate(descriptor, 0)
    var text = holder
    text.withUTF8 { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (ours, there) = (stat(), stat())
    guard fstat(descriptor, &ours) == 0, stat(path, &there) == 0 else { return false }
    return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino
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
