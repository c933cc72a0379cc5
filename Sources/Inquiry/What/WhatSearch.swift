internal import CaseStore
internal import SQLite

/// Goes through the requests of a subject, and sorts them.
struct WhatSearch {
  /// Rows are read in batches, so that the objects they need are too.
  private static let batch = 1024

  private let investigated: Case
  private let tests: RowTests
  private let candidates: [Int64]?
  private let operations: [Int64: Operation]

  init(
    _ subject: WhatSubject, _ filter: EventFilter, in investigated: Case
  ) throws(InquiryError) {
    self.investigated = investigated
    let reader = investigated.reader
    var conditions = try investigated.conditions(of: filter)
    // Beside the filter, whose terms of the same kind must hold as well.
    let (key, value) = subject.term
    let terms = [EventFilter.Term(key: key, value: value, isExcluded: false)]
    switch key {
    case .ip: conditions.add(.client, .addresses(AddressCondition(terms)))
    case .credential: conditions.add(.actor, .credential, TextCondition(terms))
    default: conditions.add(.actor, .user, TextCondition(terms))
    }
    tests = RowTests(conditions, reader.connection)
    candidates = try EventPlan(reader: reader).candidates(conditions, tests)
    operations = Dictionary(
      investigated.operations.operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// The groups, in the order of their first requests.
  func groups() throws(InquiryError) -> [WhatGroup] {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let reader = investigated.reader
      var rows = try EventRows(reader, tests, candidates: candidates)
      var texts = try RowTexts(reader.connection)
      var groups: [WhatGroup.Key: WhatGroup] = [:]
      var batch: [EventRow] = []
      repeat {
        batch.removeAll(keepingCapacity: true)
        while batch.count < Self.batch, let row = try rows.next() { batch.append(row) }
        try texts.prepare(batch)
        for row in batch { try add(row, &texts, to: &groups) }
      } while batch.count == Self.batch
      return groups.values.sorted { $0.order < $1.order }
    }
  }

  private func add(
    _ row: EventRow, _ texts: inout RowTexts, to groups: inout [WhatGroup.Key: WhatGroup]
  ) throws(SQLiteError) {
    let actor = try texts.actor(row)
    let object = try texts.object(row)
    let operation = operations[row.operation]
    let key = WhatGroup.Key(
      user: actor.user, impersonated: actor.impersonated, verb: operation?.verb ?? "",
      resource: operation?.resourceText ?? "", namespace: object.namespace,
      outcome: try texts.answer(row).outcome)
    let count = groups.count
    groups[key, default: WhatGroup(key, order: count)].add(
      name: object.name, addresses: try texts.client(row).addresses, at: row.time)
  }
}
