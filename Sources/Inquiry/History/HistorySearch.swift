internal import CaseStore
internal import Knowledge
internal import Patterns
internal import SQLite

/// Goes through the requests about an object, in order.
final class HistorySearch {
  /// One request about an object.
  struct Step {
    let row: EventRow
    let operation: Operation
    let action: HistoryAction
    private(set) var object: RowTexts.Object
    /// How a request about many reached it; nil for one about it.
    var coverage: How?
    /// Whether the server made up its name, and the log did not keep it.
    var isNameless = false

    /// Takes the name that the body has.
    mutating func take(name: String) {
      object = RowTexts.Object(namespace: object.namespace, name: name, uri: object.uri)
      isNameless = false
    }

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
  /// What strategic patches merge lists by.
  let listKeys: MergeKeys
  private let operations: [Int64: Operation]
  private let shown: RowTests
  private var rows: EventRows
  var rowTexts: RowTexts
  private let eventTexts: EventTexts
  private let facts: BodyFactTexts
  private var followed: [ObjectWrites.Place: FollowedObject] = [:]
  private(set) var selected: Set<ObjectWrites.Place> = []
  /// Whether any body was kept of the requests read so far.
  private(set) var hasSeenBodies = false
  /// Rows so far, and those of them whose body would tell what changed.
  private(set) var shownRows = 0
  private(set) var bodilessRows = 0

  init(_ plan: HistoryPlan, in investigated: Case) throws(InquiryError) {
    self.plan = plan
    self.investigated = investigated
    let reader = investigated.reader
    let wanted = investigated.operations.operations.filter { plan.who.tracks[$0.id] != nil }
    operations = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    bodies = try EventBodies(investigated)
    do throws(KnowledgeError) {
      listKeys = try MergeKeys.shipped()
    } catch {
      throw .knowledge(error)
    }
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
    guard let operation = operations[row.operation] else { return nil }
    if operation.subresource == "status" { try note(status: row, operation) }
    guard let action = HistoryAction(operation, isEverything: plan.question.isEverything) else {
      return nil
    }
    let scope = plan.who.scope
    var object = try rowTexts.object(row)
    if action == .created, object.name.isEmpty {
      // The server made the name up; it stands in the answer's body only.
      let name = try facts.name(row.id) ?? ""
      object = RowTexts.Object(namespace: object.namespace, name: name, uri: object.uri)
    }
    var step = Step(row: row, operation: operation, action: action, object: object)
    step.isNameless = action == .created && object.name.isEmpty
    if step.isNameless { return scope.namespaces.holds(object.namespace) ? step : nil }
    if operation.isAboutMany, object.name.isEmpty {
      guard action == .deletedMany else { return nil }
      step.coverage = scope.coverage(namespace: object.namespace, RequestURI(object.uri))
      return step.coverage == nil ? nil : step
    }
    guard !object.name.isEmpty, scope.contains(namespace: object.namespace, name: object.name)
    else { return nil }
    return step
  }

  /// Remembers a change of the status of an object that is followed.
  private func note(status row: EventRow, _ operation: Operation) throws(SQLiteError) {
    guard !followed.isEmpty, row.level > 2, !row.isDryRun else { return }
    let object = try rowTexts.object(row)
    let namespace = operation.resource == "namespaces" ? "" : object.namespace
    let place = ObjectWrites.Place(namespace: namespace, name: object.name)
    followed[place]?.add(witness: row)
  }

  private func values(of step: Step) throws(InquiryError) -> [Value]? {
    var step = step
    let answer = try InquiryError.wrapping { () throws(SQLiteError) in
      try rowTexts.answer(step.row)
    }
    let isDone = answer.outcome == "allowed" && !step.row.isDryRun
    let found = try bodies.bodies(of: step.row)
    if !found.isEmpty { hasSeenBodies = true }
    if step.coverage != nil { return try collection(step, found, answer) }
    if step.isNameless, let name = found.request?[["metadata", "name"]]?.text {
      guard plan.who.scope.containsName(name) else { return nil }
      step.take(name: name)
    }
    if step.isNameless { return try nameless(step, found, answer, isDone: isDone) }
    let place = ObjectWrites.Place(namespace: step.namespace, name: step.object.name)
    var object = followed[place] ?? FollowedObject()
    if step.action == .created, isDone { object.end() }
    let told = try changes(of: step, found, &object, isDone: isDone)
    let owners = object.state.owners
    if plan.needsBodies, plan.selects(object.state, investigated.catalog) {
      selected.insert(place)
    }
    if step.action == .deleted, isDone { object.end() }
    if followed.count >= Self.mostObjects { followed.removeAll(keepingCapacity: true) }
    followed[place] = object
    let isWanted = !plan.needsBodies || selected.contains(place) || isSelected(found, step)
    return isWanted ? try row(step, told, found, answer, owners) : nil
  }

  /// Whether a creation, which may have been refused, is of an object asked for.
  func isSelected(_ bodies: Bodies, _ step: Step) -> Bool {
    guard step.action == .created, let object = bodies.request else { return false }
    return plan.selects(ObjectState(of: object), investigated.catalog)
  }

  /// A row of the answer, if the filter lets it through.
  func row(
    _ step: Step, _ told: (word: String?, parts: [String]), _ bodies: Bodies,
    _ answer: RowTexts.Answer, _ owners: [ObjectOwner], label: String? = nil
  ) throws(InquiryError) -> [Value]? {
    let isShown = try InquiryError.wrapping { () throws(SQLiteError) in
      try shown.admits(step.row)
    }
    guard isShown else { return nil }
    shownRows += 1
    if bodies.isEmpty, step.action.isToldByBodies { bodilessRows += 1 }
    let echo = try because(step, answer, owners)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      let actor = try rowTexts.actor(step.row)
      let client = try rowTexts.client(step.row)
      var parts = told.parts
      if plan.isAboutSeveral, step.coverage == nil {
        let name = "\(step.operation.resource)/\(label ?? step.object.name)"
        let isPlaced = plan.isAboutNamespaces && !step.namespace.isEmpty
        parts.insert(isPlaced ? "\(name) of \(step.namespace)" : name, at: 0)
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
