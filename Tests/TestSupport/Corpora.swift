internal import Compression
public import Foundation

/// The public logs that lie beside the repository, where they do.
///
/// They are looked for where `SPOOR_CORPORA` says, else as `shared/corpora`
/// beside any folder above this file. Tests that need them are skipped without.
public enum Corpora {
  /// Why a test is skipped.
  public static let reason: String =
    "no corpora: set SPOOR_CORPORA to their folder, or put it at ../shared/corpora"

  /// Their folder, if it is there.
  public static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["SPOOR_CORPORA"] {
      return isFolder(URL(filePath: path)) ? URL(filePath: path) : nil
    }
    var above = URL(filePath: #filePath)
    while above.pathComponents.count > 1 {
      above.deleteLastPathComponent()
      let candidate = above.appending(path: "shared/corpora")
      if isFolder(candidate) { return candidate }
    }
    return nil
  }()

  /// Whether they are there.
  public static var arePresent: Bool { folder != nil }

  /// The paths, relative to the corpora, of the files below a folder of them
  /// whose names end in one of some ways, in order.
  public static func files(_ path: String, endingIn suffixes: [String] = [""]) -> [String] {
    guard let folder else { return [] }
    let names = FileManager.default.enumerator(atPath: folder.appending(path: path).path)
    let found = names?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      suffixes.contains { name.hasSuffix($0) }
        && !isFolder(folder.appending(path: path).appending(path: name))
    }.sorted().map { "\(path)/\($0)" }
  }

  /// A file's bytes, unpacked if its name ends in `.gz`.
  public static func read(_ path: String) throws -> [UInt8] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
    return path.hasSuffix(".gz") ? unpack(bytes) : bytes
  }

  private static func unpack(_ bytes: [UInt8]) -> [UInt8] {
    var inflater = GzipInflater()
    var input = bytes[...]
    var plain: [UInt8] = []
    while true {
      let step = inflater.inflate(input, into: &plain, upTo: 1 << 20)
      input = input.dropFirst(step.consumed)
      guard step.status == .outputFull else { return plain }
    }
  }

  private static func isFolder(_ place: URL) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }
}
