internal import Glibc

/// The bytes of one zone's file.
struct ZoneFile {
  /// The largest zones have 4 KiB.
  private static let largest = 1 << 20

  let name: String
  let path: String
  let bytes: [UInt8]

  init(name: String, path: String, bytes: [UInt8]) {
    self.name = name
    self.path = path
    self.bytes = bytes
  }

  /// Reads a zone from `$TZDIR`, else from the system's folder.
  init(named name: String) throws(TimeZoneFailure) {
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { throw .unknown(name: name) }
      throw .unreadable(name: name, path: path, errno: code)
    }
    defer { close(descriptor) }
    self.init(
      name: name, path: path, bytes: try Self.readAll(descriptor, name: name, path: path))
  }

  private static func readAll(
    _ descriptor: Int32, name: String, path: String
  ) throws(TimeZoneFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      // A folder, such as `America`, is no zone.
      if count < 0, errno == EISDIR { throw .unknown(name: name) }
      if count < 0 { throw .unreadable(name: name, path: path, errno: errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largest else {
        throw .damaged(name: name, path: path, byteOffset: largest)
      }
    }
  }
}
