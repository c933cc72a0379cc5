public import Foundation

/// A folder of a test's own, which goes when the test is done with it.
public final class Scratch {
  /// Where it lies.
  public let folder: URL

  /// Makes an empty folder.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a name in it.
  public func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Writes a file, and the folders it lies in.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a text; see the other.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, text.utf8)
  }

  /// Adds to the end of a file.
  public func append(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let file = try FileHandle(forWritingTo: folder.appending(path: name))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
  }

  /// The names of all files in it, in order, however deep.
  public var names: [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (found ?? []).sorted()
  }
}
