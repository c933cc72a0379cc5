internal import AuditEvents
internal import CaseStore
internal import SQLite

/// Makes conditions on a case's rows of a filter.
struct FilterCompiler {
  let reader: CaseReader
  let resolver: ResourceResolver

  /// The conditions of a filter.
  ///
  /// - Throws: `filter` where a value means nothing in this case.
  func conditions(of filter: EventFilter) throws(InquiryError) -> RequestConditions {
    var conditions = RequestConditions()
    conditions.time = try time(of: filter)
    try addActor(filter, to: &conditions)
    try addRequest(filter, to: &conditions)
    conditions.auditIDs = TextCondition(filter.terms(.auditID))
    conditions.sources = try sources(filter.terms(.cluster))
    return conditions
  }

  private func addActor(
    _ filter: EventFilter, to conditions: inout RequestConditions
  ) throws(InquiryError) {
    conditions.add(.actor, .user, TextCondition(filter.terms(.user)))
    let accounts = try InquiryError.filtering { () throws(FilterError) in
      var terms: [EventFilter.Term] = []
      for term in filter.terms(.serviceAccount) {
        let user = try TermReader.userPattern(ofServiceAccount: term.value)
        terms.append(EventFilter.Term(key: .user, value: user, isExcluded: term.isExcluded))
      }
      return terms
    }
    conditions.add(.actor, .user, TextCondition(accounts))
    conditions.add(.actor, .impersonated, TextCondition(filter.terms(.impersonated)))
    conditions.add(.actor, .credential, TextCondition(filter.terms(.credential)))
    let groups = TextCondition(filter.terms(.group))
    if !groups.isEmpty { conditions.add(.actor, .list(.groups, groups)) }
    let addresses = filter.terms(.ip)
    if !addresses.isEmpty { conditions.add(.client, .addresses(AddressCondition(addresses))) }
    let agents = TextCondition(filter.terms(.agent), pattern: TermReader.agentPattern)
    conditions.add(.client, .agent, agents)
  }

  private func addRequest(
    _ filter: EventFilter, to conditions: inout RequestConditions
  ) throws(InquiryError) {
    conditions.add(.operation, .verb, TextCondition(filter.terms(.verb)))
    conditions.add(.object, .name, TextCondition(filter.terms(.name)))
    conditions.add(.object, .namespace, TextCondition(filter.terms(.namespace)))
    let resources = filter.terms(.resource)
    if !resources.isEmpty {
      let any = try selectors(resources.filter { !$0.isExcluded })
      let none = try selectors(resources.filter(\.isExcluded))
      conditions.add(.operation, .resource(any: any, none: none))
    }
    try InquiryError.filtering { () throws(FilterError) in
      var codes: [EventFilter.Term] = []
      for term in filter.terms(.code) {
        let pattern = try TermReader.codePattern(term.value)
        codes.append(EventFilter.Term(key: .code, value: pattern, isExcluded: term.isExcluded))
      }
      conditions.add(.result, .code, TextCondition(codes))
      let outcomes = filter.terms(.outcome)
      if !outcomes.isEmpty { conditions.add(.result, .outcome(try Self.outcomes(outcomes))) }
    }
  }

  private func selectors(
    _ terms: [EventFilter.Term]
  ) throws(InquiryError) -> [ResourceSelector] {
    var selectors: [ResourceSelector] = []
    for term in terms {
      let resolved = resolver.resolve(term.value)
      if let name = resolved.name {
        let resource = String(term.value.prefix { $0 != "/" })
        throw .filter(.nameInResource(resource: resource, name: name))
      }
      selectors.append(resolved.selector)
    }
    return selectors
  }

  private static func outcomes(
    _ terms: [EventFilter.Term]
  ) throws(FilterError) -> Set<Int64> {
    var any: Set<Int64> = []
    var none: Set<Int64> = []
    for term in terms {
      let number = Int64(try TermReader.outcome(term.value).rawValue)
      if term.isExcluded { none.insert(number) } else { any.insert(number) }
    }
    let wanted = any.isEmpty ? Set(Outcome.allCases.map { Int64($0.rawValue) }) : any
    return wanted.subtracting(none)
  }

  /// The sources of clusters, or nil for all.
  private func sources(_ terms: [EventFilter.Term]) throws(InquiryError) -> Set<Int64>? {
    guard !terms.isEmpty else { return nil }
    let condition = TextCondition(terms)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      let rows = try reader.connection.prepare(
        """
        SELECT source_id, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id)
        FROM source s
        """)
      var sources: Set<Int64> = []
      while try rows.step() {
        if condition.holds(rows.text(1)) { sources.insert(rows.integer(0)) }
      }
      return sources
    }
  }
}
