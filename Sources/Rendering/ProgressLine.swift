/// One line that says how far a run has come.
///
/// It is only drawn here; who has a terminal writes it, after a carriage return.
public struct ProgressLine: Sendable, Equatable {
  /// What is being done, such as `ingest`, or a file's name.
  public var label: String
  /// Bytes read so far.
  public var bytesDone: Int64
  /// Bytes there are, where that is known.
  public var bytesTotal: Int64?
  /// Events found so far.
  public var events: Int64
  /// Seconds since the start.
  public var seconds: Double

  /// Creates a line.
  public init(
    _ label: String, bytesDone: Int64, bytesTotal: Int64? = nil, events: Int64, seconds: Double
  ) {
    self.label = label
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.events = events
    self.seconds = seconds
  }

  /// The line's text, at most `width` cells wide and without a newline.
  ///
  /// What does not fit goes in this order: the bar, the throughput, the time
  /// left, the events, the bytes; the label is cut last.
  public func text(width: Int) -> String {
    let parts = fittingParts(width)
    let line = ([TextSafety.escaped(label)] + parts).joined(separator: "  ")
    let used = DisplayWidth.of(line)
    if used > width { return cut(line, to: width) }
    guard let share, width - used >= 12 else { return line }
    let bar = Self.bar(share, width: min(width - used - 2, 30))
    return ([TextSafety.escaped(label), bar] + parts).joined(separator: "  ")
  }

  private var share: Double? {
    guard let bytesTotal, bytesTotal > 0 else { return nil }
    return min(max(Double(bytesDone) / Double(bytesTotal), 0), 1)
  }

  /// The parts in the order they are drawn in, as many as there is room for.
  private func fittingParts(_ width: Int) -> [String] {
    let parts = [percent, size, eventRate, throughput, timeLeft]
    let importance = [0, 1, 2, 4, 3]
    var room = width - DisplayWidth.of(TextSafety.escaped(label))
    var kept: Set<Int> = []
    for index in importance {
      guard let part = parts[index] else { continue }
      room -= DisplayWidth.of(part) + 2
      guard room >= 0 else { break }
      kept.insert(index)
    }
    return parts.indices.filter(kept.contains).compactMap { parts[$0] }
  }

  private var percent: String? {
    share.map { "\(Int($0 * 100)) %" }
  }

  private var size: String? {
    guard let bytesTotal else { return HumanText.bytes(bytesDone) }
    return "\(HumanText.bytes(bytesDone)) of \(HumanText.bytes(bytesTotal))"
  }

  private var eventRate: String? {
    guard seconds > 0 else { return HumanText.count(events, "event") }
    let rate = Int64(min(Double(events) / seconds, 9e15))
    return "\(HumanText.count(events, "event")) (\(HumanText.count(rate))/s)"
  }

  private var throughput: String? {
    seconds > 0 ? HumanText.rate(bytes: bytesDone, seconds: seconds) : nil
  }

  /// A guess needs a second of experience.
  private var timeLeft: String? {
    guard let share, share > 0, share < 1, seconds >= 1 else { return nil }
    let left = seconds * (1 - share) / share
    guard left < 360_000 else { return nil }
    let whole = Int64(left.rounded(.up))
    return (whole < 60 ? "\(whole)s" : DurationText.short(whole * 1_000_000)) + " left"
  }

  private static func bar(_ share: Double, width: Int) -> String {
    let cells = width - 2
    let full = Int(share * Double(cells))
    return "[\(String(repeating: "#", count: full))\(String(repeating: ".", count: cells - full))]"
  }

  private func cut(_ line: String, to width: Int) -> String {
    width > 0 ? DisplayWidth.prefix(line, fitting: width - 1) + "…" : ""
  }
}
