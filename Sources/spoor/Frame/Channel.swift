internal import Glibc

/// A stream the program writes to: its output or its error output.
struct Channel: Sendable {
  /// A write that failed, by the system's number for the reason.
  struct Failure: Error, Equatable {
    let code: CInt
    /// Whether the reader has gone away.
    var isBrokenPipe: Bool { code == EPIPE }
    /// The system's words for the reason.
    var reason: String { String(cString: strerror(code)) }
  }

  let descriptor: CInt
  let isTerminal: Bool

  /// Writes all of the bytes, whatever interrupts it.
  func write(_ bytes: Span<UInt8>) throws(Failure) {
    let code = bytes.withUnsafeBytes { Self.write($0, to: descriptor) }
    if code != 0 { throw Failure(code: code) }
  }

  /// Writes all of a text.
  func write(_ text: String) throws(Failure) {
    try write(text.utf8.span)
  }

  /// Writes until nothing is left; the number of the error, or 0.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> CInt {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        waitUntilWritable(descriptor)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Waits for a descriptor that another program made non-blocking.
  private static func waitUntilWritable(_ descriptor: CInt) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
