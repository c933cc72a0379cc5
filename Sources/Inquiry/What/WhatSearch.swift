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
      var groups = WhatGroups(operations)
      var batch: [EventRow] = []
      repeat {
        batch.removeAll(keepingCapacity: true)
        while batch.count < Self.batch, let row = try rows.next() { batch.append(row) }
        try texts.prepare(batch)
        for row in batch { try groups.add(row, &texts) }
      } while batch.count == Self.batch
      return groups.all
    }
  }
}

/// Sorts requests into groups, by the numbers of their tuples where these were
/// seen before.
struct WhatGroups {
  /// Tuples that lead to one group.
  private struct Tuples: Hashable {
    let actor: Int64
    let operation: Int64
    let outcome: Value
    let namespace: String
  }

  private let operations: [Int64: Operation]
  private var numbers: [Tuples: Int] = [:]
  private var keys: [WhatGroup.Key: Int] = [:]
  /// In the order of their first requests.
  private(set) var all: [WhatGroup] = []

  init(_ operations: [Int64: Operation]) {
    self.operations = operations
  }

  /// Adds a request to its group.
  mutating func add(_ row: EventRow, _ texts: inout RowTexts) throws(SQLiteError) {
    let object = try texts.object(row)
    let tuples = Tuples(
      actor: row.actor, operation: row.operation, outcome: try texts.outcome(row),
      namespace: object.namespace)
    let known = numbers[tuples]
    let number = if let known { known } else { try group(of: tuples, row, &texts) }
    let addresses = all[number].knows(row.client) ? [] : try texts.client(row).addresses
    all[number].add(name: object.name, client: row.client, addresses: addresses, at: row.time)
  }

  private mutating func group(
    of tuples: Tuples, _ row: EventRow, _ texts: inout RowTexts
  ) throws(SQLiteError) -> Int {
    let actor = try texts.actor(row)
    let operation = operations[row.operation]
    let key = WhatGroup.Key(
      user: actor.user, impersonated: actor.impersonated, verb: operation?.verb ?? "",
      resource: operation?.resourceText ?? "", namespace: tuples.namespace,
      outcome: try texts.answer(row).outcome)
    let number = keys[key] ?? all.count
    if number == all.count {
      keys[key] = number
      all.append(WhatGroup(key))
    }
    numbers[tuples] = number
    return number
  }
}
