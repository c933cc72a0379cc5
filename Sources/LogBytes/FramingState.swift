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
    /// An object that is too long for a record and holds lists of them.
    case object = 0x4F
    /// An array of records in such an object.
    case list = 0x41
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
  /// Where each container lies in the one around it, as `FormatCatalog` writes
  /// paths; empty for those that no path tells.
  private var steps: [[UInt8]]
  /// The path of the innermost container.
  private(set) var path: [UInt8] = []
  /// The first line of the CSV file that the source is.
  var header: [UInt8] = []
  /// Whether a quoted field of a CSV file goes on at `offset`.
  var isInField = false
  private static let headerMark = UInt8(ascii: "H")
  private static let fieldMark = UInt8(ascii: "F")

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
    var parts = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let letters = parts.first ?? text.utf8[...]
    if letters.contains(Self.headerMark), parts.count > 1 { header = Array(parts.removeLast()) }
    isInField = letters.contains(Self.fieldMark)
    containers = letters.compactMap(Container.init(rawValue:))
    let before = letters.prefix { $0 != UInt8(ascii: "|") }
    containersAtLineStart = before.compactMap(Container.init(rawValue:)).count
    steps = parts.dropFirst().prefix(containers.count).map(Array.init)
    while steps.count < containers.count { steps.append([]) }
    writePath()
  }

  /// The containers as text, and what is known of a CSV file.
  ///
  /// One letter each, with a bar before those that were opened on the line of
  /// `offset`; behind it, a line for each, the steps of the path, if there is
  /// one. Of a CSV file a letter tells that its first line stands behind all
  /// that, and one that a field goes on.
  public var containersText: String {
    var letters = containers.map(\.rawValue)
    if containersAtLineStart < letters.count {
      letters.insert(UInt8(ascii: "|"), at: containersAtLineStart)
    }
    if isInField { letters.append(Self.fieldMark) }
    if !header.isEmpty { letters.append(Self.headerMark) }
    if !path.isEmpty { letters += steps.flatMap { [0x0A] + $0 } }
    if !header.isEmpty { letters += [0x0A] + header }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The state at the start of a record before this one, which is not counted yet.
  public func at(_ record: RejectedRecord) -> FramingState {
    var state = self
    (state.offset, state.line, state.column) = (record.offset, record.line, 0)
    state.isInField = false
    return state
  }

  /// Enters a container.
  ///
  /// - Parameter step: where it lies in the one it is in.
  mutating func enter(_ container: Container, step: [UInt8] = []) {
    if containers.count == Self.depthLimit { leaveAll() }
    containers.append(container)
    steps.append(step)
    if !step.isEmpty { writePath() }
  }

  mutating func leave() {
    if !containers.isEmpty {
      containers.removeLast()
      let step = steps.removeLast()
      if !step.isEmpty { writePath() }
    }
    containersAtLineStart = min(containersAtLineStart, containers.count)
  }

  mutating func leaveAll() {
    containers = []
    containersAtLineStart = 0
    steps = []
    path = []
  }

  /// The path of something in the innermost container.
  func path(of step: [UInt8]) -> [UInt8] { Self.path(path, step) }

  private static func path(_ outer: [UInt8], _ step: [UInt8]) -> [UInt8] {
    let isKey = !step.isEmpty && step.first != UInt8(ascii: "[")
    return outer.isEmpty || !isKey ? outer + step : outer + [UInt8(ascii: ".")] + step
  }

  private mutating func writePath() { path = steps.reduce([], Self.path) }

  /// Leaves the containers whose ends went with the rest of their line.
  mutating func leaveThoseOfLine() {
    guard containersAtLineStart < containers.count else { return }
    containers.removeSubrange(containersAtLineStart...)
    steps.removeSubrange(containersAtLineStart...)
    writePath()
  }

  @inline(__always)
  mutating func passLines(_ count: Int) {
    line += Int64(count)
    containersAtLineStart = containers.count
  }
}
