/// Lines of "label  value" with the values under each other.
public struct KeyValueBlock: Sendable {
  private var entries: [(label: String, value: String)] = []

  /// Creates an empty block.
  public init() {}

  /// Adds a line, both texts made safe for a terminal.
  public mutating func add(_ label: String, _ value: String) {
    entries.append((TextSafety.escaped(label), TextSafety.escaped(value)))
  }

  /// Adds a line for a value that is there.
  public mutating func add(_ label: String, ifPresent value: String?) {
    if let value { add(label, value) }
  }

  /// Adds a label with several values, one a line; none adds nothing.
  public mutating func add(_ label: String, _ values: [String]) {
    for (index, value) in values.enumerated() { add(index == 0 ? label : "", value) }
  }

  /// The block's lines, each ended by a newline and indented by spaces.
  public func text(indent: Int = 0) -> String {
    let widest = entries.map { DisplayWidth.of($0.label) }.max() ?? 0
    let margin = String(repeating: " ", count: indent)
    return entries.map { entry in
      guard !entry.value.isEmpty else { return "\(margin)\(entry.label)\n" }
      let gap = widest - DisplayWidth.of(entry.label) + 2
      return "\(margin)\(entry.label)\(String(repeating: " ", count: gap))\(entry.value)\n"
    }.joined()
  }
}
