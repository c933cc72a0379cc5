/// Paths and names of wrappers, numbered as they come.
///
/// The events of a log lie at the same few paths, so a number is nearly always
/// the last one asked for.
struct FormatNames {
  /// The number of the empty path.
  static let noPath: Int32 = 0

  private struct Named {
    var path: Int32 = -1
    var marks: UInt64 = 0
    var kind = 0
    var number: Int32 = 0
  }

  private(set) var all: [String] = []
  private var paths: [[UInt8]] = [[]]
  private var numbers: [[UInt8]: Int32] = [[]: noPath]
  private var last: Int32 = noPath
  private var lastNamed = Named()

  /// The path of a number.
  func path(_ number: Int32) -> [UInt8] { paths[Int(number)] }

  /// The number of a path.
  mutating func number(ofPath path: [UInt8]) -> Int32 {
    if paths[Int(last)] == path { return last }
    if let known = numbers[path] {
      last = known
    } else {
      last = Int32(paths.count)
      paths.append(path)
      numbers[path] = last
    }
    return last
  }

  /// The number of the name of the wrappers that a path leads through.
  mutating func number(
    ofPath path: Int32, marks: UInt64, kind: Int, _ catalog: FormatCatalog
  ) -> Int32 {
    if lastNamed.path == path, lastNamed.marks == marks, lastNamed.kind == kind {
      return lastNamed.number
    }
    let name = catalog.name(of: paths[Int(path)], marks: marks, kind: kind)
    let known = all.firstIndex(of: name) ?? all.count
    if known == all.count { all.append(name) }
    lastNamed = Named(path: path, marks: marks, kind: kind, number: Int32(known))
    return lastNamed.number
  }
}
