/// Where wrappers have arrays of records in one object, so that an object too
/// long for a record can be read element by element.
public struct ListPaths: Sendable {
  private var paths: Set<[UInt8]> = []

  /// Knows of none.
  public init() {}

  /// Takes the arrays out of a wrapper's path, and the objects that lead there:
  /// `hits` and `hits.hits[]` out of `hits.hits[]._source`.
  mutating func add(_ path: String) {
    let outermost = Array(path.utf8.prefix { $0 != UInt8(ascii: "$") })
    guard let last = outermost.lastIndex(of: UInt8(ascii: "]")) else { return }
    var bytes: [UInt8] = []
    for byte in outermost[...last] {
      let isEnd = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[")
      if isEnd, !bytes.isEmpty { paths.insert(bytes) }
      bytes.append(byte)
    }
    paths.insert(bytes)
  }

  func contains(_ path: [UInt8]) -> Bool { paths.contains(path) }
}
