internal import CaseStore
internal import Patterns
internal import SQLite

/// Finds out why an answer has no row.
struct EmptinessFinder {
  /// More distinct values than this are not compared for what was meant.
  private static let mostCandidates = 20_000

  let investigated: Case

  /// The likeliest reason why no request passed a filter.
  func reason(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer {
    if let reason = try general(filter) { return reason }
    for term in filter.terms(.resource) where !term.isExcluded {
      if let reason = resource(term.value) { return reason }
    }
    return try value(filter) ?? .nothingMatched
  }

  /// Whether no row of the case has what one filter asks for, whatever the
  /// others say.
  private func unmatched(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer? {
    // The audit ID stands in rows, not in tuples: to look for a pattern of it
    // would be to read the case again.
    for key in FilterKey.allCases where key != .auditID {
      let wanted = filter.terms(key).filter { !$0.isExcluded }
      guard let first = wanted.first else { continue }
      var alone = EventFilter()
      try InquiryError.filtering { () throws(FilterError) in
        for term in wanted { try alone.add(key, value: term.value, isExcluded: false) }
      }
      let conditions = try investigated.conditions(of: alone)
      if try matchesNothing(conditions) {
        return .valueNotSeen(
          key, value: first.value, suggestion: try suggestion(for: first.value, key))
      }
    }
    return nil
  }

  private func matchesNothing(_ conditions: RequestConditions) throws(InquiryError) -> Bool {
    if conditions.sources?.isEmpty == true { return true }
    return try InquiryError.wrapping { () throws(SQLiteError) in
      for test in conditions.tests.values {
        let verdicts = TupleVerdicts(test, investigated.reader.connection)
        try verdicts.judgeAll()
        if verdicts.admitted?.isEmpty == true { return true }
      }
      return false
    }
  }

  /// Whether the case, or its time, is to blame.
  func general(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer? {
    let span = try InquiryError.wrapping { () throws(SQLiteError) in
      try EvidenceSpan(investigated.reader.connection)
    }
    guard let first = span.first, let last = span.last else {
      let events = try InquiryError.wrapping { () throws(SQLiteError) in
        try investigated.reader.connection.integer("SELECT 1 FROM event LIMIT 1")
      }
      return events == nil ? .noEvents : nil
    }
    let isOutside = (filter.since ?? .min) > last || (filter.until ?? .max) <= first
    return isOutside ? .outsideEvidence(first: first, last: last) : nil
  }

  /// Whether a resource was never seen.
  func resource(_ text: String) -> EmptyAnswer? {
    let word = String(text.prefix { $0 != "/" })
    let resolver = investigated.resolver
    let selector = resolver.resolve(text).selector
    let isSeen = investigated.operations.operations.contains {
      selector.selects(group: $0.group, resource: $0.resource)
    }
    guard !isSeen else { return nil }
    // A kind that is known was spelled well; it just is not there.
    let isKnown = !investigated.catalog.kinds(named: word).isEmpty
    return .resourceNotSeen(word, suggestion: isKnown ? nil : resolver.suggestion(for: word))
  }

  /// Whether a filter's value is in no row.
  func value(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer? {
    let columns: [(FilterKey, TupleTable, TupleColumn)] = [
      (.user, .actor, .user), (.impersonated, .actor, .impersonated),
      (.credential, .actor, .credential), (.verb, .operation, .verb),
    ]
    for (key, table, column) in columns {
      let condition = TextCondition(filter.terms(key))
      guard let literals = condition.literals else { continue }
      let values = try values(of: column, in: table)
      if literals.contains(where: values.contains) { continue }
      return .valueNotSeen(
        key, value: literals[0], suggestion: try suggestion(for: literals[0], key))
    }
    if let reason = try auditID(filter) { return reason }
    for (key, column) in [(FilterKey.namespace, TupleColumn.namespace), (.name, .name)] {
      guard let literals = TextCondition(filter.terms(key)).literals else { continue }
      if let reason = try object(key, column, literals) { return reason }
    }
    return try unmatched(filter)
  }

  /// Whether no request has one of the audit IDs.
  private func auditID(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer? {
    guard let ids = TextCondition(filter.terms(.auditID)).literals else { return nil }
    for id in ids {
      let events = try InquiryError.reading { () throws(CaseError) in
        try investigated.reader.events(withAuditID: id)
      }
      if !events.isEmpty { return nil }
    }
    return .valueNotSeen(.auditID, value: ids[0], suggestion: nil)
  }

  /// Whether somebody whose deeds are asked for was never seen.
  func subject(_ subject: WhatSubject) throws(InquiryError) -> EmptyAnswer? {
    let (key, value) = subject.term
    guard key != .ip else {
      var alone = EventFilter()
      try InquiryError.filtering { () throws(FilterError) in
        try alone.add(key, value: value, isExcluded: false)
      }
      return try unmatched(alone)
    }
    let condition = TextCondition([EventFilter.Term(key: key, value: value, isExcluded: false)])
    let users = try values(of: .user, in: .actor)
    let credentials = try values(of: .credential, in: .actor)
    let known = key == .user ? users : credentials
    guard !known.contains(where: condition.holds) else { return nil }
    let isImpersonated = try values(of: .impersonated, in: .actor).contains(where: condition.holds)
    let meant =
      Suggestion.account(value, among: users.sorted())
      ?? Suggestion.of(value, among: credentials.sorted())
    return .subjectNotSeen(
      value, isImpersonated: isImpersonated, suggestion: isImpersonated ? nil : meant)
  }

  /// What was most likely meant by a value that no request has.
  private func suggestion(for text: String, _ key: FilterKey) throws(InquiryError) -> String? {
    switch key {
    case .user:
      return Suggestion.account(text, among: try values(of: .user, in: .actor).sorted())
    case .impersonated:
      return Suggestion.account(text, among: try values(of: .impersonated, in: .actor).sorted())
    case .serviceAccount:
      let accounts = try values(of: .user, in: .actor).compactMap(Suggestion.shortAccount)
      return Suggestion.of(Suggestion.shortAccount(text) ?? text, among: accounts.sorted())
    case .credential:
      return Suggestion.of(text, among: try values(of: .credential, in: .actor).sorted())
    case .verb: return Suggestion.of(text, among: investigated.operations.verbs)
    case .group:
      return Suggestion.of(text, among: try values(ofEach: .groups, in: .actor).sorted())
    case .ip:
      return Suggestion.of(text, among: try values(ofEach: .addresses, in: .client).sorted())
    default: return nil
    }
  }

  /// The values of a column of lists.
  private func values(
    ofEach column: TupleColumn, in table: TupleTable
  ) throws(InquiryError) -> Set<String> {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let rows = try investigated.reader.connection.prepare(
        """
        SELECT DISTINCT value FROM \(table.rawValue), json_each(\(column.rawValue))
        LIMIT \(Self.mostCandidates)
        """)
      var values: Set<String> = []
      while try rows.step() { values.insert(rows.text(0)) }
      return values
    }
  }

  private func values(
    of column: TupleColumn, in table: TupleTable
  ) throws(InquiryError) -> Set<String> {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let rows = try investigated.reader.connection.prepare(
        """
        SELECT DISTINCT \(column.rawValue) FROM \(table.rawValue)
        WHERE \(column.rawValue) IS NOT NULL LIMIT \(Self.mostCandidates)
        """)
      var values: Set<String> = []
      while try rows.step() { values.insert(rows.text(0)) }
      return values
    }
  }

  private func object(
    _ key: FilterKey, _ column: TupleColumn, _ texts: [String]
  ) throws(InquiryError) -> EmptyAnswer? {
    for text in texts where try isSeen(text, column) { return nil }
    let values = try values(of: column, in: .object)
    return .valueNotSeen(
      key, value: texts[0], suggestion: Suggestion.of(texts[0], among: values.sorted()))
  }

  /// Whether an object of a name, or in a namespace, was seen.
  func isSeen(_ text: String, _ column: TupleColumn) throws(InquiryError) -> Bool {
    let tuples = try InquiryError.reading { () throws(CaseError) in
      column == .name
        ? try investigated.reader.objectTuples(named: text, atMost: 100_000)
        : try investigated.reader.objectTuples(inNamespace: text, atMost: 100_000)
    }
    if tuples?.isEmpty != true { return true }
    return column == .name ? try wasGiven(text) : false
  }

  /// Whether the server made up this name, so that only an answer's body has it.
  private func wasGiven(_ name: String) throws(InquiryError) -> Bool {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let rows = try investigated.reader.connection.prepare(
        "SELECT 1 FROM body_name WHERE name = ? LIMIT 1")
      try rows.bind(name, at: 1)
      return try rows.step()
    }
  }

  /// Whom others acted as, some of them.
  func impersonated() throws(InquiryError) -> [String] {
    Array(try values(of: .impersonated, in: .actor).sorted().prefix(3))
  }

  /// The name that was most likely meant.
  func suggestedName(for name: String) throws(InquiryError) -> String? {
    Suggestion.of(name, among: try values(of: .name, in: .object).sorted())
  }
}

extension Case {
  /// The likeliest reason why no request passes a filter: for a sentence beside
  /// an empty answer.
  public func reasonForNothing(_ filter: EventFilter) throws(InquiryError) -> EmptyAnswer {
    try EmptinessFinder(investigated: self).reason(filter)
  }
}
