internal import Compression
internal import Glibc

/// The file of `--output`: written beside its place and renamed, so it appears
/// when it is complete.
final class AnswerFile {
  private let path: String
  private let temporaryPath: String
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
    temporaryPath = path + ".\(Environment.processID).part"
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot write \(path)", why: String(cString: strerror(errno)))
    }
    channel = Channel(descriptor: descriptor, isTerminal: false)
  }

  deinit {
    close(channel.descriptor)
    if !isPlaced { unlink(temporaryPath) }
  }

  /// Writes some of the answer.
  func write(_ bytes: [UInt8]) throws(Diagnostic) {
    let packed = isPacked ? gzip.append(bytes) : bytes
    do throws(Channel.Failure) {
      try channel.write(packed.span)
    } catch {
      throw Diagnostic("cannot write \(path)", why: error.reason)
    }
  }

  /// Puts the file in its place.
  func place() throws(Diagnostic) {
    if isPacked {
      do throws(Channel.Failure) {
        try channel.write(gzip.finish().span)
      } catch {
        throw Diagnostic("cannot write \(path)", why: error.reason)
      }
    }
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
