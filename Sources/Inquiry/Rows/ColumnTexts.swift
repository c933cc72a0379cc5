internal import CaseStore
internal import SQLite

/// The values that a column of tuples has, each numbered once.
struct ColumnTexts {
  /// What a value is made of.
  enum Part: Hashable {
    /// A column, by its place among those of the table.
    case column(Int)
    /// An operation's resource with its subresource.
    case resource
    /// Whether the path of an operation's requests ends with a name.
    case namesObject
    /// A result's annotations, with those that are kept in columns.
    case annotations
  }

  let part: Part
  private let kind: CellKind
  /// The columns of the table to read for it.
  let names: [String]
  private var texts = TextNumbers()
  /// JSON may spell one list in several ways: the first that spells each.
  private var lists: [[String]: Int32] = [:]
  /// Many answers share few decisions with their reasons.
  private var reasons = TextNumbers()
  private var decisions = PairNumbers()
  /// By the number of a spelling or of a decision, that of its value.
  private var firsts: [Int32]

  init(_ part: Part, of table: TupleTable) {
    self.part = part
    let layout = TupleCells.columns(of: table)
    let columns =
      switch part {
      case .column(let index): [index]
      case .resource: [3, 4]
      case .namesObject: [0, 4]
      case .annotations: [7, 5, 6]
      }
    names = columns.map { layout[$0] }
    firsts = part == .annotations ? [] : [TextNumbers.absent]
    kind = columns.count == 1 ? CellKind(names[0]) : .text
  }

  /// How many numbers there are.
  var count: Int { texts.count }

  /// The number of the value at a row, whose columns begin at a place.
  mutating func number(_ row: Statement, from first: Int32) -> Int32 {
    switch part {
    case .column where kind == .list: return list(texts.number(of: row, first))
    case .column: return texts.number(of: row, first)
    case .resource:
      guard !row.isNull(first + 1), !row.text(first + 1).isEmpty else {
        return texts.number(of: row, first)
      }
      return texts.number(of: "\(row.text(first))/\(row.text(first + 1))")
    case .namesObject:
      let names = RequestPath.names(row.text(first), isBelow: !row.text(first + 1).isEmpty)
      return names ? texts.number(of: Self.yes) : TextNumbers.absent
    case .annotations: return annotations(row, first)
    }
  }

  /// What says yes.
  static let yes = "yes"

  private mutating func annotations(_ row: Statement, _ first: Int32) -> Int32 {
    guard row.isNull(first), !row.isNull(first + 1), !row.isNull(first + 2) else {
      return texts.number(of: row, first)
    }
    let pair = decisions.number(
      UInt64(reasons.number(of: row, first + 1)), UInt64(reasons.number(of: row, first + 2)))
    if pair == firsts.count {
      let value = Annotations.value(
        kept: .null, decision: .text(row.text(first + 1)), reason: .text(row.text(first + 2)))
      if case .text(let text) = value { firsts.append(texts.number(of: text)) }
    }
    return firsts[pair]
  }

  private mutating func list(_ number: Int32) -> Int32 {
    if Int(number) < firsts.count { return firsts[Int(number)] }
    let list = JSONTexts.list(texts.text(number) ?? "")
    let first = lists[list] ?? number
    lists[list] = first
    firsts.append(first)
    return first
  }

  /// The value of a number.
  func value(_ number: Int32) -> Value {
    texts.text(number).map(kind.value(of:)) ?? .null
  }

  /// Whether one value comes before another.
  func isBefore(_ one: Int32, _ other: Int32) -> Bool {
    kind == .text ? texts.isBefore(one, other) : value(one).isBefore(value(other))
  }
}
