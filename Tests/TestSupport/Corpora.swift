internal import Compression
public import Foundation

/// The public logs that lie beside the repository, where they do.
///
/// They are looked for where `SPOOR_CORPORA` says, else as `shared/corpora`
/// beside any folder above this file. Tests that need them are skipped without;
/// of the recorded clusters the repository has two itself, in `sample-logs`.
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

  /// The recordings that the repository has itself.
  private static let samples: URL = {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root.appending(path: "sample-logs")
  }()

  /// Why a test on recordings is skipped.
  public static let reasonForNoRecordings: String =
    "neither the corpora nor sample-logs have shop-incident and shop-benign"

  /// Whether the recordings `shop-incident` and `shop-benign` are there.
  public static var haveRecordings: Bool {
    ["shop-incident", "shop-benign"].allSatisfy { name in
      place(of: "recorded/\(name)").map(isFolder) ?? false
    }
  }

  /// Where a path of the corpora lies.
  ///
  /// - Parameter corpora: their folder; without it what was recorded is sought
  ///   in the repository.
  public static func place(of path: String, in corpora: URL? = folder) -> URL? {
    if let corpora { return corpora.appending(path: path) }
    var parts = path.split(separator: "/")[...]
    guard parts.popFirst() == "recorded" else { return nil }
    return parts.reduce(samples) { $0.appending(path: String($1)) }
  }

  /// The paths, relative to the corpora, of the files below a folder of them
  /// whose names end in one of some ways, in order.
  public static func files(_ path: String, endingIn suffixes: [String] = [""]) -> [String] {
    guard let folder = place(of: path) else { return [] }
    let names = FileManager.default.enumerator(atPath: folder.path)
    let found = names?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      suffixes.contains { name.hasSuffix($0) }
        && !isFolder(folder.appending(path: name))
    }.sorted().map { "\(path)/\($0)" }
  }

  /// A file's bytes, unpacked if its name ends in `.gz`.
  public static func read(_ path: String) throws -> [UInt8] {
    guard let place = place(of: path) else { throw CocoaError(.fileNoSuchFile) }
    return try read(place)
  }

  /// The bytes of a file anywhere, unpacked if its name ends in `.gz`.
  public static func read(_ place: URL) throws -> [UInt8] {
    let bytes = Array(try Data(contentsOf: place))
    return place.pathExtension == "gz" ? unpack(bytes) : bytes
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
