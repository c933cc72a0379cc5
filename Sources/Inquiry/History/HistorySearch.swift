internal import CaseStore
internal import Patterns
internal import SQLite

/// Goes through the requests about an object, in order.
final class HistorySearch {
  /// One request about an object.
  struct Step {
    let row: EventRow
    let operation: Operation
    let action: HistoryAction
    let object: RowTexts.Object
    /// How a request about many reached it; nil for one about it.
    var coverage: How?

    /// The object's namespace.
    ///
    /// The log names a namespace as its own, or does not.
    var namespace: String { operation.resource == "namespaces" ? "" : object.namespace }
  }

  /// More objects than this are not followed at once: the longest untouched is
  /// forgotten.
  private static let mostObjects = 4096

  let plan: HistoryPlan
  let investigated: Case
  let texts: ChangeTexts
  let bodies: EventBodies
  let echoes: EchoFinder
  private let operations: [Int64: Operation]
  private let shown: RowTests
  private var rows: EventRows
  var rowTexts: RowTexts
  private let eventTexts: EventTexts
  private let facts: BodyFactTexts
  private var states: [ObjectWrites.Place: ObjectState] = [:]
  private var selected: Set<ObjectWrites.Place> = []

  init(_ plan: HistoryPlan, in investigated: Case) throws(InquiryError) {
    self.plan = plan
    self.investigated = investigated
    let reader = investigated.reader
    let wanted = investigated.operations.operations.filter { plan.who.tracks[$0.id] != nil }
    operations = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    bodies = try EventBodies(investigated)
    echoes = EchoFinder(in: investigated, writes: try ObjectWrites(in: investigated))
    // Every request is read, for each tells what the next one changed; the
    // filter says which are shown.
    shown = RowTests(
      try investigated.conditions(of: plan.who.otherFilter), reader.connection)
    let tests = RowTests(RequestConditions(), reader.connection)
      .adding(TupleVerdicts(.operation, admitting: operations.keys, reader.connection))
    let candidates = try plan.who.candidates(in: investigated, RequestConditions(), tests)
    do throws(SQLiteError) {
      texts = ChangeTexts(values: try SecretValues(reader.connection))
      rows = try EventRows(reader, tests, width: .full, candidates: candidates)
      rowTexts = try RowTexts(reader.connection)
      eventTexts = try EventTexts(reader.connection)
      facts = try BodyFactTexts(reader.connection)
    } catch {
      throw .database(error)
    }
  }

  /// The next row of the answer.
  func next() throws(InquiryError) -> [Value]? {
    while true {
      let row = try InquiryError.wrapping { () throws(SQLiteError) in try rows.next() }
      guard let row else { return nil }
      let found = try InquiryError.wrapping { () throws(SQLiteError) -> Step? in
        try self.step(row)
      }
      if let found, let values = try values(of: found) { return values }
    }
  }

  /// What a row means for the question; nil for nothing.
  private func step(_ row: EventRow) throws(SQLiteError) -> Step? {
    guard let operation = operations[row.operation],
      let action = HistoryAction(operation, isEverything: plan.question.isEverything)
    else { return nil }
    let scope = plan.who.scope
    var object = try rowTexts.object(row)
    if action == .created, object.name.isEmpty {
      // The server made the name up; it stands in the answer's body only.
      let name = try facts.name(row.id) ?? ""
      object = RowTexts.Object(namespace: object.namespace, name: name, uri: object.uri)
    }
    var step = Step(row: row, operation: operation, action: action, object: object)
    if operation.isAboutMany, object.name.isEmpty {
      guard action == .deletedMany else { return nil }
      step.coverage = scope.coverage(namespace: object.namespace, RequestURI(object.uri))
      return step.coverage == nil ? nil : step
    }
    guard !object.name.isEmpty, scope.contains(namespace: object.namespace, name: object.name)
    else { return nil }
    return step
  }

  private func values(of step: Step) throws(InquiryError) -> [Value]? {
    let answer = try InquiryError.wrapping { () throws(SQLiteError) in
      try rowTexts.answer(step.row)
    }
    let isDone = answer.outcome == "allowed" && !step.row.isDryRun
    let found = try bodies.bodies(of: step.row)
    if step.coverage != nil {
      return try collection(step, found, answer)
    }
    let place = ObjectWrites.Place(namespace: step.namespace, name: step.object.name)
    var state = states[place] ?? ObjectState()
    if step.action == .created, isDone { state.end() }
    let told = changes(of: step, found, &state, isDone: isDone)
    let owners = state.owners
    if plan.needsBodies, plan.selects(state, investigated.catalog) { selected.insert(place) }
    if step.action == .deleted, isDone { state.end() }
    if states.count >= Self.mostObjects { states.removeAll(keepingCapacity: true) }
    states[place] = state
    guard !plan.needsBodies || selected.contains(place) else { return nil }
    return try row(step, told, answer, owners)
  }

  /// A deletion of many: the answer lists what it deleted, where it was kept.
  private func collection(
    _ step: Step, _ bodies: Bodies, _ answer: RowTexts.Answer
  ) throws(InquiryError) -> [Value]? {
    guard !plan.needsBodies else { return nil }
    var step = step
    if let items = bodies.response?["items"]?.elements {
      let names = items.compactMap { $0[["metadata", "name"]]?.text }
      let scope = plan.who.scope
      if scope.isNamed {
        guard names.contains(where: scope.containsName) else { return nil }
        step.coverage = .collection
      }
    }
    let selectors = Selectors(RequestURI(step.object.uri)).text
    let isSure = step.coverage == .collection
    let parts = [
      "all \(step.operation.resource) of \(step.object.namespace)"
        + (selectors.isEmpty ? "" : " with \(selectors)"),
      isSure ? nil : "it may have been among them",
    ]
    let more = texts.text(deletionBy: step.object.uri, bodies.request)
    return try row(step, (nil, parts.compactMap(\.self) + more), answer, [])
  }

  private func row(
    _ step: Step, _ told: (word: String?, parts: [String]), _ answer: RowTexts.Answer,
    _ owners: [ObjectOwner]
  ) throws(InquiryError) -> [Value]? {
    let isShown = try InquiryError.wrapping { () throws(SQLiteError) in
      try shown.admits(step.row)
    }
    guard isShown else { return nil }
    let echo = try because(step, answer, owners)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      let actor = try rowTexts.actor(step.row)
      let client = try rowTexts.client(step.row)
      var parts = told.parts
      if plan.isAboutSeveral, step.coverage == nil {
        parts.insert("\(step.operation.resource)/\(step.object.name)", at: 0)
      }
      if step.row.isDryRun { parts.append("dry run") }
      func text(_ text: String?) -> Value { text.map { $0.isEmpty ? .null : .text($0) } ?? .null }
      return [
        try eventTexts.time(step.row), text(actor.user), text(actor.impersonated),
        .text(told.word ?? step.action.text), text(answer.outcome),
        answer.code.map(Value.integer) ?? .null,
        text(parts.joined(separator: "; ")), text(echo), text(client.agent),
        text(client.addresses.last), text(step.row.auditID),
      ]
    }
  }
}
