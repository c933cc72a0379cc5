/// A column that requests are counted by.
struct TopColumn {
  /// Where its value comes from.
  enum Source {
    /// A column of the timelines.
    case column(TimelineProfile.Source)
    /// The start of the stretch of this many microseconds that a request was
    /// received in.
    case stretch(Int64)
  }

  let name: String
  let source: Source

  /// The columns of the names, which are those of a full timeline, and `day`,
  /// `hour` and `minute`.
  ///
  /// A resource has its subresource with it, unless that is asked for beside
  /// it.
  static func all(named names: [String]) throws(InquiryError) -> [TopColumn] {
    var columns: [TopColumn] = []
    for name in names {
      guard let column = known.first(where: { $0.name == name }) else {
        let suggestion = Suggestion.of(name, among: known.map(\.name))
        throw .question(.unknownColumn(name, suggestion: suggestion))
      }
      let isWhole = name == "resource" && !names.contains("subresource")
      columns.append(isWhole ? wholeResource : column)
    }
    return columns
  }

  /// All there are, in order.
  static let known: [TopColumn] =
    TimelineProfile.full.layout.filter { !perRow.contains($0.name) }.map {
      TopColumn(name: $0.name, source: .column($0.source))
    } + stretches

  /// Columns by which nothing adds up.
  private static let perRow: Set<String> = ["event_id", "line", "byte_offset"]

  private static let stretches = [
    TopColumn(name: "day", source: .stretch(86_400_000_000)),
    TopColumn(name: "hour", source: .stretch(3_600_000_000)),
    TopColumn(name: "minute", source: .stretch(60_000_000)),
  ]

  private static let wholeResource = TopColumn(
    name: "resource", source: .column(.tuple(.operation, 5)))

  /// What tells its values apart.
  enum Place: Equatable {
    case part(ColumnTexts.Part, TupleTable)
    case digit(GroupPlan.Digit)
    case uri
  }

  /// Each column of `known` has one.
  var place: Place {
    switch source {
    case .stretch(let length): .digit(.row(.stretch(length)))
    case .column(.tuple(.operation, TupleCells.Layout.operation.count)):
      .part(.resource, .operation)
    case .column(.tuple(let table, let index)): .part(.column(index), table)
    case .column(.annotations): .part(.annotations, .result)
    case .column(.requestURI): .uri
    case .column(.stage): .digit(.stage)
    case .column(.level): .digit(.level)
    case .column(.cluster): .digit(.cluster)
    case .column(.source): .digit(.source)
    case .column(.dryRun): .digit(.dryRun)
    case .column(.conflict): .digit(.conflict)
    case .column(.received): .digit(.row(.received))
    case .column(.receivedMicroseconds): .digit(.row(.receivedMicroseconds))
    case .column(.stageTime): .digit(.row(.stageTime))
    case .column(.duration): .digit(.row(.duration))
    case .column(.byteLength): .digit(.row(.byteLength))
    case .column(.auditID): .digit(.row(.auditID))
    case .column(.detail): .digit(.detail)
    case .column: preconditionFailure("no column of counts: \(name)")
    }
  }
}
