internal import CaseStore
internal import SQLite

extension FilterCompiler {
  /// When a filter asks for.
  func time(of filter: EventFilter) throws(InquiryError) -> TimeCondition {
    var since = filter.since
    if let last = filter.last {
      let span = try InquiryError.wrapping { () throws(SQLiteError) in
        try EvidenceSpan(reader.connection)
      }
      // Nothing is back from the end of a case without times.
      let start = span.last.map { $0 - last } ?? Int64.max
      since = max(since ?? start, start)
    }
    var near: [ClosedRange<Int64>] = []
    for centre in filter.around {
      for moment in try moments(of: centre) {
        near.append(moment - filter.within...moment + filter.within)
      }
    }
    return TimeCondition(since: since, until: filter.until, near: near)
  }

  /// Two requests may bear one audit ID; then it is around either.
  private func moments(of centre: EventFilter.Centre) throws(InquiryError) -> [Int64] {
    switch centre {
    case .moment(let moment): return [moment]
    case .request(let auditID):
      let ids = try InquiryError.reading { () throws(CaseError) in
        try reader.events(withAuditID: auditID)
      }
      guard !ids.isEmpty else { throw .filter(.noSuchRequest(auditID: auditID)) }
      let moments = try InquiryError.wrapping { () throws(SQLiteError) in
        let fetch = try RowFetch(reader.connection, .plain)
        var moments: Set<Int64> = []
        for id in ids {
          if let moment = try fetch.row(id)?.time { moments.insert(moment.microseconds) }
        }
        return moments.sorted()
      }
      guard !moments.isEmpty else { throw .filter(.requestWithoutTime(auditID: auditID)) }
      return moments
    }
  }
}
