/// Where framing stands between two batches: enough to resume after a kill.
public struct FramingState: Sendable, Equatable {
  /// A JSON container whose elements are records.
  public enum Container: UInt8, Sendable {
    /// An array of records.
    case array = 0x5B
    /// The `items` of a list object.
    case items = 0x4C
    /// A list object behind its `items`.
    case rest = 0x52
  }

  /// Every byte of the source before this one is accounted for.
  public var offset: Int64
  /// The line that `offset` is in, counted from one.
  public var line: Int64
  /// The bytes of that line before `offset`.
  public var column: Int64
  /// The containers that `offset` is in, outermost first.
  public private(set) var containers: [Container]
  /// How many of them were open already where the line begins.
  public private(set) var containersAtLineStart: Int

  /// More than this many containers are none: only damage looks like that.
  private static let depthLimit = 64

  /// The start of a source.
  public init() {
    self.init(offset: 0, line: 1, column: 0, containers: "")
  }

  /// Reads a state back from what was stored.
  public init(offset: Int64, line: Int64, column: Int64, containers text: String) {
    self.offset = offset
    self.line = line
    self.column = column
    containers = text.utf8.compactMap(Container.init(rawValue:))
    let before = text.utf8.prefix { $0 != UInt8(ascii: "|") }
    containersAtLineStart = before.compactMap(Container.init(rawValue:)).count
  }

  /// The containers as text, one letter each, with a bar before those that were
  /// opened on the line of `offset`.
  public var containersText: String {
    var letters = containers.map(\.rawValue)
    if containersAtLineStart < letters.count {
      letters.insert(UInt8(ascii: "|"), at: containersAtLineStart)
    }
    return String(decoding: letters, as: UTF8.self)
  }

  mutating func enter(_ container: Container) {
    if containers.count == Self.depthLimit { leaveAll() }
    containers.append(container)
  }

  mutating func leave() {
    if !containers.isEmpty { containers.removeLast() }
    containersAtLineStart = min(containersAtLineStart, containers.count)
  }

  mutating func leaveAll() {
    containers = []
    containersAtLineStart = 0
  }

  /// Leaves the containers whose ends went with the rest of their line.
  mutating func leaveThoseOfLine() {
    containers.removeSubrange(containersAtLineStart...)
  }

  @inline(__always)
  mutating func passLines(_ count: Int) {
    line += Int64(count)
    containersAtLineStart = containers.count
  }
}
