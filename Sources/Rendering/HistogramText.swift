public import Inquiry

/// Draws activity over time.
public enum HistogramText {
  private static let marks = ["█", "▓", "▒", "░"]
  private static let levels = Array("▁▂▃▄▅▆▇█")
  private static let names = ["allowed", "denied", "failed", "pending"]
  private static let styles: [TableStyle] = [.plain, .denied, .failed, .pending]

  /// A line a stretch, its bar stacked by outcome, and what the marks mean.
  ///
  /// - Parameters:
  ///   - width: characters of a line; 100 where there is no terminal.
  ///   - usesColor: whether outcomes have colours too.
  ///   - zone: for the times.
  public static func text(
    _ histogram: Histogram, width: Int? = nil, usesColor: Bool = false,
    zone: TimeZoneRules = .utc
  ) -> String {
    let labels = histogram.bars.map { label($0.start, zone) }
    let numbers = histogram.bars.map { HumanText.count($0.requests) }
    let margin = (labels.map(\.count).max() ?? 0) + (numbers.map(\.count).max() ?? 0) + 4
    let room = max(10, (width ?? 100) - margin)
    let most = histogram.bars.map(\.requests).max() ?? 1
    var text = ""
    for (index, bar) in histogram.bars.enumerated() {
      let pad = String(
        repeating: " ", count: margin - 4 - labels[index].count - numbers[index].count)
      let drawn = drawn(bar, of: most, room, usesColor)
      let line = "\(labels[index])  \(pad)\(numbers[index])  \(drawn)"
      text += line + "\n"
    }
    return text + legend(histogram, usesColor)
  }

  private static func label(_ start: Int64?, _ zone: TimeZoneRules) -> String {
    guard let start else { return "without a time" }
    let seconds = start >= 0 ? start / 1_000_000 : (start - 999_999) / 1_000_000
    return TimeText.rfc3339(
      start, digits: 0, offset: zone.isUTC ? nil : zone.offset(atUTC: seconds))
  }

  private static func counts(_ bar: Histogram.Bar) -> [Int64] {
    [bar.allowed, bar.denied, bar.failed, bar.pending]
  }

  /// Each outcome that occurs has a mark at least: few refusals among many
  /// requests are what one looks for.
  private static func drawn(
    _ bar: Histogram.Bar, of most: Int64, _ room: Int, _ usesColor: Bool
  ) -> String {
    var text = ""
    for (index, count) in counts(bar).enumerated() where count > 0 {
      let length = max(1, Int((Double(count) * Double(room) / Double(max(1, most))).rounded()))
      let marks = String(repeating: marks[index], count: length)
      text += usesColor ? styles[index].start + marks + TableStyle.end : marks
    }
    return text
  }

  private static func legend(_ histogram: Histogram, _ usesColor: Bool) -> String {
    let totals = histogram.bars.reduce(into: [Int64](repeating: 0, count: 4)) { sums, bar in
      for (index, count) in counts(bar).enumerated() { sums[index] += count }
    }
    let parts = totals.indices.filter { totals[$0] > 0 }.map { index in
      let mark = usesColor ? styles[index].start + marks[index] + TableStyle.end : marks[index]
      return "\(mark) \(names[index]) \(HumanText.count(totals[index]))"
    }
    return parts.isEmpty
      ? "" : "\(parts.joined(separator: "  "))  each line \(stretch(histogram.step))\n"
  }

  private static func stretch(_ step: Int64) -> String {
    let seconds = step / 1_000_000
    for (unit, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")] as [(Int64, String)]
    where seconds % unit == 0 {
      return HumanText.count(seconds / unit, name)
    }
    return HumanText.count(seconds, "second")
  }

  /// Activity on one line: a mark a stretch, by its requests.
  ///
  /// - Parameter count: what of a stretch is drawn.
  public static func line(
    _ histogram: Histogram, _ count: (Histogram.Bar) -> Int64 = { $0.requests }
  ) -> String {
    let counts = histogram.bars.filter { $0.start != nil }.map(count)
    guard let most = counts.max(), most > 0 else { return "" }
    return String(
      counts.map { count in
        guard count > 0 else { return " " }
        return levels[Int((count * 8 - 1) / most).clamped(to: 7)]
      })
  }
}

extension Int {
  fileprivate func clamped(to limit: Int) -> Int { Swift.min(Swift.max(0, self), limit) }
}
