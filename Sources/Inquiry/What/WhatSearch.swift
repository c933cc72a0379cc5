internal import CaseStore
internal import SQLite

/// Goes through the requests of a subject, and sorts them.
struct WhatSearch {
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
      var groups = try WhatGroups(operations, readsAll: rows.isScan, reader.connection)
      while let row = try rows.next() { try groups.add(row) }
      return groups.all
    }
  }
}

/// Sorts requests into groups, by the numbers of their tuples and of the values
/// that these have.
struct WhatGroups {
  private let operations: [Int64: Operation]
  private var actors: TupleNumbers
  private var objects: TupleNumbers
  private var results: TupleNumbers
  private var clients: TupleNumbers
  /// What requests share by number: actor with operation, that with the rest.
  private var deeds = PairNumbers()
  private var combinations = PairNumbers()
  /// The group of each combination.
  private var numbers: [Int] = []
  private var keys: [WhatGroup.Key: Int] = [:]
  /// The names and clients that groups have.
  private var names = PairNumbers()
  private var origins = PairNumbers()
  /// In the order of their first requests.
  private(set) var all: [WhatGroup] = []

  init(
    _ operations: [Int64: Operation], readsAll: Bool, _ connection: Connection
  ) throws(SQLiteError) {
    self.operations = operations
    func numbers(
      _ table: TupleTable, _ columns: [Int]
    ) throws(SQLiteError) -> TupleNumbers {
      try TupleNumbers(
        table, columns.map { .column($0) }, readsAll: readsAll, connection)
    }
    actors = try numbers(.actor, [0, 4])
    objects = try numbers(.object, [0, 1])
    results = try numbers(.result, [3])
    clients = try numbers(.client, [1])
  }

  /// Adds a request to its group.
  mutating func add(_ row: EventRow) throws(SQLiteError) {
    let namespace = try objects.number(0, of: row.object)
    let outcome = try results.number(0, of: row.result)
    let deed = deeds.number(UInt64(bitPattern: row.actor), UInt64(bitPattern: row.operation))
    let combination = combinations.number(
      UInt64(deed), UInt64(UInt32(bitPattern: namespace)) << 32 | UInt64(outcome))
    if combination == numbers.count {
      numbers.append(try group(row, namespace: namespace, outcome: outcome))
    }
    let number = numbers[combination]
    all[number].add(at: row.time)
    let name = try objects.number(1, of: row.object)
    let known = (names.count, origins.count)
    if name != TextNumbers.absent, names.number(UInt64(number), UInt64(name)) == known.0 {
      let text = objects.text(1, name)
      if !text.isEmpty { all[number].add(name: text) }
    }
    if origins.number(UInt64(number), UInt64(bitPattern: row.client)) == known.1 {
      let addresses = try clients.number(0, of: row.client)
      if case .list(let found) = clients.value(0, addresses) { all[number].add(addresses: found) }
    }
  }

  private mutating func group(
    _ row: EventRow, namespace: Int32, outcome: Int32
  ) throws(SQLiteError) -> Int {
    let operation = operations[row.operation]
    // Numbers first: a text is looked for in what was read before the call.
    let user = try actors.number(0, of: row.actor)
    let impersonated = try actors.number(1, of: row.actor)
    let key = WhatGroup.Key(
      user: actors.text(0, user), impersonated: actors.text(1, impersonated),
      verb: operation?.verb ?? "", resource: operation?.resourceText ?? "",
      namespace: objects.text(0, namespace), outcome: results.text(0, outcome))
    if let number = keys[key] { return number }
    keys[key] = all.count
    all.append(WhatGroup(key))
    return all.count - 1
  }
}
