/// What a table's sampled rows say about one column.
struct ColumnMeasure: Equatable {
  let header: Int
  /// The widest of the header and the sampled cells.
  var width: Int
  /// No sampled row has a value.
  var isEmpty = true
  /// Every sampled row has the number 0.
  var isZero = true
  /// Numbers, times and the like: a shortened one would be another value.
  var isWhole = false
  /// When it goes where there is too little room: 1 first; nil for a column that
  /// is wanted as long as there is any.
  let rankOfLoss: Int?
  /// Whether it goes last: without it a row would be read as another one.
  let isSpared: Bool
  /// How narrow whole values may become: times without the parts of a second.
  ///
  /// Nil where they may not.
  var narrowWhole: Int?

  init(header: Int, rankOfLoss: Int? = nil, isSpared: Bool = false) {
    self.header = header
    self.rankOfLoss = rankOfLoss
    self.isSpared = isSpared
    width = header
  }
}

/// Which columns a table shows, and how wide.
///
/// The rule on a terminal that is too narrow, in this order:
/// 1. Columns without any value go, if every row is known by then.
/// 2. The widest text column is shortened, of equal ones the rightmost, until
///    the table fits; none below its header or sixteen cells. Numbers and times
///    are never shortened.
/// 3. Long tokens that mean nothing to a reader go, in the order of their rank,
///    then counts that are 0 in every row, if every row is known by then. Then
///    times lose their parts of a second, and the rightmost columns go, as long
///    as more than eight are left.
/// 4. Columns are shortened as far as eight cells.
/// 5. The rightmost column goes, and the rest is fitted again.
///
/// Who, what and how it ended go last: a refusal must not look like a deed.
struct TableLayout: Equatable {
  static let gap = 2
  private static let useful = 16
  private static let narrowest = 8
  private static let manyColumns = 8

  /// Indexes of the columns shown, and the width of each.
  private(set) var shown: [Int]
  private(set) var widths: [Int]
  /// Indexes of the columns that have values and do not fit.
  private(set) var hidden: [Int] = []
  private let isComplete: Bool
  private var cutsTimes = false

  init(_ measures: [ColumnMeasure], limit: Int?, isComplete: Bool) {
    self.isComplete = isComplete
    shown = Array(measures.indices)
    widths = measures.map(\.width)
    guard let limit, total > limit else { return }
    if isComplete, measures.contains(where: { !$0.isEmpty }) {
      shown.removeAll { measures[$0].isEmpty }
    }
    if fits(measures, limit, Self.useful) || dropsEnough(measures, limit) { return }
    while !fits(measures, limit, Self.narrowest), shown.count > 1 {
      drop(leastNeeded(measures), measures)
    }
    if shown.count == 1 { widths[0] = min(widths[0], max(limit, 1)) }
  }

  /// Lets columns go until the others have a useful width.
  private mutating func dropsEnough(_ measures: [ColumnMeasure], _ limit: Int) -> Bool {
    let tokens = shown.compactMap { index in rankOfLoss(measures[index]).map { ($0, index) } }
    for (_, index) in tokens.sorted(by: <) where shown.count > 1 {
      drop(index, measures)
      if fits(measures, limit, Self.useful) { return true }
    }
    cutsTimes = true
    if fits(measures, limit, Self.useful) { return true }
    while shown.count > Self.manyColumns {
      drop(leastNeeded(measures), measures)
      if fits(measures, limit, Self.useful) { return true }
    }
    return false
  }

  private func leastNeeded(_ measures: [ColumnMeasure]) -> Int {
    shown.last { !measures[$0].isSpared } ?? shown[shown.count - 1]
  }

  private func rankOfLoss(_ measure: ColumnMeasure) -> Int? {
    let isZero = isComplete && measure.isZero && !measure.isEmpty
    return measure.rankOfLoss ?? (isZero ? Int.max : nil)
  }

  private mutating func drop(_ index: Int, _ measures: [ColumnMeasure]) {
    shown.removeAll { $0 == index }
    if !measures[index].isEmpty { hidden = (hidden + [index]).sorted() }
  }

  /// Shortens columns, none below a width, and tells whether that is enough.
  private mutating func fits(
    _ measures: [ColumnMeasure], _ limit: Int, _ narrowest: Int
  ) -> Bool {
    widths = shown.map { measures[$0].width }
    shorten(measures, to: limit, narrowest)
    return total <= limit
  }

  private var total: Int {
    widths.reduce(0, +) + Self.gap * max(widths.count - 1, 0)
  }

  private mutating func shorten(
    _ measures: [ColumnMeasure], to limit: Int, _ narrowest: Int
  ) {
    var excess = total - limit
    while excess > 0, let widest = widestShortenable(measures, narrowest) {
      // Down to the next one in width at once, and from there in turns.
      let next = widths.indices.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let measure = measures[shown[widest]]
      let least = minimum(measure, narrowest)
      // A time without its parts of a second has one width only.
      let step =
        measure.isWhole
        ? widths[widest] - least : min(excess, max(widths[widest] - max(next, least), 1))
      widths[widest] -= step
      excess -= step
    }
  }

  private func widestShortenable(_ measures: [ColumnMeasure], _ narrowest: Int) -> Int? {
    widths.indices.filter {
      let measure = measures[shown[$0]]
      return widths[$0] > minimum(measure, narrowest)
    }.max { widths[$0] <= widths[$1] && (widths[$0] < widths[$1] || $0 < $1) }
  }

  private func minimum(_ measure: ColumnMeasure, _ narrowest: Int) -> Int {
    if measure.isWhole {
      let narrow = cutsTimes ? measure.narrowWhole : nil
      return narrow.map { max($0, measure.header) } ?? measure.width
    }
    return min(measure.width, max(measure.header, narrowest))
  }
}
