internal import Compression
internal import Glibc

/// The file of `--output`: written beside its place and renamed, so it appears
/// when it is complete.
///
/// A device or a named pipe is no file that could be replaced: it is written to.
final class AnswerFile {
  private let path: String
  /// Nil where the place itself is written to.
  private let temporaryPath: String?
  private let channel: Channel
  private let isForced: Bool
  private var gzip: GzipWriter
  private let isPacked: Bool
  private var isPlaced = false

  /// Opens a temporary file beside the place.
  init(_ path: String, isForced: Bool) throws(Diagnostic) {
    self.path = path
    self.isForced = isForced
    isPacked = path.hasSuffix(".gz")
    gzip = GzipWriter()
    let isStream = try Self.isStream(path)
    let opened = isStream ? path : path + ".\(Environment.processID).part"
    temporaryPath = isStream ? nil : opened
    let flags = isStream ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC
    let descriptor = open(opened, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot write \(path)", why: String(cString: strerror(errno)))
    }
    channel = Channel(descriptor: descriptor, isTerminal: false)
  }

  deinit {
    close(channel.descriptor)
    if !isPlaced, let temporaryPath { unlink(temporaryPath) }
  }

  /// Whether something other than a file stands there that takes bytes.
  private static func isStream(_ path: String) throws(Diagnostic) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return false }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return false
    case S_IFDIR:
      throw Diagnostic(
        "cannot write \(path)", why: "it is a folder",
        tries: ["--output with the name of a file in it"])
    default: return true
    }
  }

  /// Writes some of the answer.
  func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try put(isPacked ? gzip.append(bytes) : bytes)
  }

  private func put(_ bytes: [UInt8]) throws(Diagnostic) {
    do throws(Channel.Failure) {
      try channel.write(bytes.span)
    } catch {
      throw Diagnostic("cannot write \(path)", why: error.reason)
    }
  }

  /// Puts the file in its place.
  func place() throws(Diagnostic) {
    if isPacked { try put(gzip.finish()) }
    guard let temporaryPath else { return }
    if !isForced, access(path, F_OK) == 0 {
      if Self.haveSameContent(path, temporaryPath) { return }
      throw Diagnostic(
        "\(path) exists", why: "its content is another one",
        tries: ["--force to replace it", "--output with another name"])
    }
    guard rename(temporaryPath, path) == 0 else {
      throw Diagnostic("cannot write \(path)", why: String(cString: strerror(errno)))
    }
    isPlaced = true
  }

  private static func haveSameContent(_ one: String, _ other: String) -> Bool {
    let files = [one, other].map { (path: String) in open(path, O_RDONLY | O_CLOEXEC) }
    defer { for file in files where file >= 0 { close(file) } }
    guard files.allSatisfy({ $0 >= 0 }) else { return false }
    var buffers = [[UInt8]](repeating: [UInt8](repeating: 0, count: 1 << 16), count: 2)
    while true {
      let counts = (0..<2).map { read(files[$0], &buffers[$0], 1 << 16) }
      guard counts[0] == counts[1], counts[0] >= 0 else { return false }
      if counts[0] == 0 { return true }
      guard buffers[0].prefix(counts[0]) == buffers[1].prefix(counts[1]) else { return false }
    }
  }
}
