/// What a table's sampled rows say about one column.
struct ColumnMeasure: Equatable {
  let header: Int
  /// The widest of the header and the sampled cells.
  var width: Int
  /// No sampled row has a value.
  var isEmpty = true
  /// Numbers, times and the like: a shortened one would be another value.
  var isWhole = false

  init(header: Int) {
    self.header = header
    width = header
  }
}

/// Which columns a table shows, and how wide.
///
/// The rule on a terminal that is too narrow, in this order:
/// 1. Columns without any value go, if every row is known by then.
/// 2. The widest text column is shortened, of equal ones the rightmost, until
///    the table fits; none below its header or eight cells. Numbers and times
///    are never shortened.
/// 3. The rightmost column goes, and the rest is fitted again.
struct TableLayout: Equatable {
  static let gap = 2
  private static let narrowest = 8

  /// Indexes of the columns shown, and the width of each.
  private(set) var shown: [Int]
  private(set) var widths: [Int]
  /// Indexes of the columns that have values and do not fit.
  private(set) var hidden: [Int] = []

  init(_ measures: [ColumnMeasure], limit: Int?, isComplete: Bool) {
    shown = Array(measures.indices)
    widths = measures.map(\.width)
    guard let limit, total > limit else { return }
    if isComplete, measures.contains(where: { !$0.isEmpty }) {
      shown.removeAll { measures[$0].isEmpty }
    }
    while true {
      widths = shown.map { measures[$0].width }
      shorten(measures, to: limit)
      guard total > limit, let last = shown.last, shown.count > 1 else { break }
      shown.removeLast()
      if !measures[last].isEmpty { hidden.insert(last, at: 0) }
    }
    if shown.count == 1 { widths[0] = min(widths[0], max(limit, 1)) }
  }

  private var total: Int {
    widths.reduce(0, +) + Self.gap * max(widths.count - 1, 0)
  }

  private mutating func shorten(_ measures: [ColumnMeasure], to limit: Int) {
    var excess = total - limit
    while excess > 0, let widest = widestShortenable(measures) {
      // Down to the next one in width at once, and from there in turns.
      let next = widths.indices.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let floor = max(next, minimum(measures[shown[widest]]))
      let step = min(excess, max(widths[widest] - floor, 1))
      widths[widest] -= step
      excess -= step
    }
  }

  private func widestShortenable(_ measures: [ColumnMeasure]) -> Int? {
    widths.indices.filter {
      let measure = measures[shown[$0]]
      return !measure.isWhole && widths[$0] > minimum(measure)
    }.max { widths[$0] <= widths[$1] && (widths[$0] < widths[$1] || $0 < $1) }
  }

  private func minimum(_ measure: ColumnMeasure) -> Int {
    min(measure.width, max(measure.header, Self.narrowest))
  }
}
