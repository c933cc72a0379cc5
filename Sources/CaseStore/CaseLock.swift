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

  /// Says that the case is written without a write-ahead log, so that who wants
  /// to read it says so.
  func announceFirstFill() { _ = Self.set(Int32(F_WRLCK), .firstFill, descriptor) }

  /// Says that there is a write-ahead log now.
  func endFirstFill() { _ = Self.set(Int32(F_UNLCK), .firstFill, descriptor) }

  /// Whether another process waits to read the case.
  var readerWaits: Bool { Self.isTaken(.reader, descriptor) }

  /// Lets a first fill know of a reader, and waits until it writes a
  /// write-ahead log, which it begins to do at its next commit.
  ///
  /// - Parameter limit: how long to wait, milliseconds. A reader that has waited
  ///   in vain reads all the same, what the last commit left.
  static func waitForFirstFill(of casePath: String, limit: Int = 5_000) {
    let descriptor = open(casePath + ".lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard isTaken(.firstFill, descriptor), set(Int32(F_RDLCK), .reader, descriptor) else { return }
    for _ in 0..<limit / 10 where isTaken(.firstFill, descriptor) { usleep(10_000) }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// Bytes of the file that stand for something.
  ///
  /// Locks of them are the process's, and the system releases them however it
  /// ends.
  private enum Mark: Int {
    case firstFill = 1
    case reader = 2
  }

  private static func set(_ type: Int32, _ mark: Mark, _ descriptor: Int32) -> Bool {
    var lock = range(type, mark)
    return fcntl(descriptor, F_SETLK, &lock) == 0
  }

  /// Whether another process holds a mark.
  private static func isTaken(_ mark: Mark, _ descriptor: Int32) -> Bool {
    var lock = range(Int32(F_WRLCK), mark)
    return fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  private static func range(_ type: Int32, _ mark: Mark) -> flock {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_start = mark.rawValue
    lock.l_len = 1
    return lock
  }

  private static func read(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
