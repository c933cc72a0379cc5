internal import CaseStore
internal import Patterns
internal import SQLite

/// Goes through the requests that may answer a question, and sorts them.
final class WhoSearch {
  let plan: WhoPlan
  let investigated: Case
  let operations: [Int64: Operation]
  var texts: RowTexts
  private let facts: BodyFactTexts
  var groups: [WhoGroup.Key: WhoGroup] = [:]
  /// Kubelets' deletes: whether they only finished something shows at the end.
  private(set) var kubelets: [(row: EventRow, object: RowTexts.Object)] = []
  /// Whether all rows have been looked at, not only those about the name.
  private var isComplete = true
  /// Creations whose name was not kept.
  private(set) var nameless: [(row: EventRow, object: RowTexts.Object)] = []

  /// Deletions of many by labels: whether they reached the object, its bodies may
  /// tell.
  private(set) var selecting: [Selecting] = []

  /// A deletion of many by labels.
  struct Selecting {
    let row: EventRow
    let operation: Operation
    let object: RowTexts.Object
    let selectors: Selectors
  }

  /// Controllers' requests that count for whoever caused them, if that is known.
  private(set) var followers: [Follower] = []

  /// Requests of which bodies tell whether they approved or denied.
  private(set) var approvals: [(row: EventRow, object: RowTexts.Object)] = []

  /// The groups of those who caused what controllers did.
  var blamed: Set<WhoGroup.Key> = []

  /// A controller's request.
  struct Follower {
    let row: EventRow
    let operation: Operation
    let object: RowTexts.Object
    let actor: RowTexts.Actor
    let how: How
    let note: String?
  }

  /// What ended pods, where the requests that are read tell all of it.
  private(set) var endings: PodEndings?

  init(_ plan: WhoPlan, in investigated: Case) throws(SQLiteError) {
    self.plan = plan
    self.investigated = investigated
    let tellsEndings = plan.tellsEndings
    endings = tellsEndings ? PodEndings() : nil
    let wanted = investigated.operations.operations.filter {
      plan.tracks[$0.id] != nil || tellsEndings && PodEndings.concerns($0)
    }
    operations = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    texts = try RowTexts(investigated.reader.connection)
    facts = try BodyFactTexts(investigated.reader.connection)
  }

  /// The rows of the answer, in order.
  func rows() throws(InquiryError) -> [WhoRow] {
    try read()
    try judgeApprovals()
    try judgeSelecting()
    try judgeFollowers()
    try judgeKubelets()
    if groups.isEmpty, plan.scope.isNamed, plan.mayBeGenerated { try readNameless() }
    var rows: [WhoRow] = []
    for (key, group) in groups {
      let because = key.how == .cascade ? try cause(of: group, key) : nil
      rows.append(group.finished(deed: plan.deed, because: because))
    }
    return rows.sorted { $0.isBefore($1) }
  }

  private func read() throws(InquiryError) {
    let connection = investigated.reader.connection
    let (conditions, tests) = try tests()
    if let impersonation = plan.impersonation {
      try read(impersonation, tests)
    } else if let grants = plan.grants {
      let rows = try InquiryError.wrapping { () throws(SQLiteError) in
        try grants.rows(in: connection)
      }
      try read(tests, rows)
    } else {
      let candidates = try plan.candidates(in: investigated, conditions, tests)
      isComplete = candidates == nil
      try read(tests, candidates)
    }
  }

  private func tests() throws(InquiryError) -> (RequestConditions, RowTests) {
    let connection = investigated.reader.connection
    let conditions = try investigated.conditions(of: plan.otherFilter)
    let tests = RowTests(conditions, connection)
      .adding(TupleVerdicts(.operation, admitting: operations.keys, connection))
    return (conditions, tests)
  }

  private func read(
    _ impersonation: ImpersonationSearch, _ tests: RowTests
  ) throws(InquiryError) {
    let connection = investigated.reader.connection
    let (actors, refusals) = try InquiryError.wrapping { () throws(SQLiteError) in
      (try impersonation.actors(in: connection), try impersonation.refusals(in: connection))
    }
    if !actors.isEmpty {
      let limit = EventPlan(reader: investigated.reader).limit
      let candidates = try InquiryError.reading { () throws(CaseError) in
        limit == 0 ? nil : try investigated.reader.events(actorTuples: actors, atMost: limit)
      }
      try read(tests.adding(TupleVerdicts(.actor, admitting: actors, connection)), candidates)
    }
    if !refusals.isEmpty {
      try read(tests.adding(TupleVerdicts(.result, admitting: refusals, connection)), nil)
    }
  }

  /// Where no creation is known by the name, those whose name was not kept may
  /// have been it.
  private func readNameless() throws(InquiryError) {
    if !isComplete { try read(try tests().1, nil) }
    try addNameless()
  }

  private func read(_ tests: RowTests, _ candidates: [Int64]?) throws(InquiryError) {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let width = plan.readsBodies ? EventRow.Width.full : .plain
      var rows = try EventRows(
        investigated.reader, tests, width: width, candidates: candidates)
      while let row = try rows.next() { try sort(row) }
    }
  }

  private func sort(_ row: EventRow) throws(SQLiteError) {
    guard let operation = operations[row.operation] else { return }
    let object = try texts.object(row)
    if endings != nil, PodEndings.concerns(operation) {
      try endings?.add(row, operation, object, &texts)
    }
    guard let track = plan.tracks[row.operation] else { return }
    switch track {
    case .eviction:
      if plan.scope.contains(namespace: object.namespace, name: object.name) {
        try add(row, operation, object, .eviction, note: nil)
      }
    case .podOfWorkload:
      guard let name = plan.scope.name, object.name.hasPrefix(name.pattern + "-"),
        plan.scope.namespaces.holds(object.namespace)
      else { return }
      try add(row, operation, object, .possible, note: nil)
    case .collection, .direct:
      if object.name.isEmpty, operation.isAboutMany, plan.scope.isNamed || track == .collection {
        try sortCollection(row, operation, object)
      } else if case .direct(let mentions) = track {
        try sortDirect(row, operation, object, mentions)
      } else {
        try sortDirect(row, operation, object, [])
      }
    }
  }

  private func sortCollection(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object
  ) throws(SQLiteError) {
    let uri = RequestURI(object.uri)
    guard let how = plan.scope.coverage(namespace: object.namespace, uri) else { return }
    let all = Selectors(uri)
    if how == .possible, operation.verb == "deletecollection", all.isByLabels,
      !object.namespace.isEmpty, plan.scope.literalNames?.count == 1
    {
      selecting.append(
        Selecting(row: row, operation: operation, object: object, selectors: all))
      return
    }
    let selectors = all.text
    let place = object.namespace.isEmpty ? "cluster-wide" : "all of \(object.namespace)"
    try add(row, operation, object, how, note: selectors.isEmpty ? place : selectors)
  }

  private func sortDirect(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object, _ mentions: [String]
  ) throws(SQLiteError) {
    let isCreation = operation.verb == "create" && operation.subresource.isEmpty
    if isCreation, object.name.isEmpty, plan.scope.isNamed {
      return try sortNameless(row, operation, object)
    }
    guard plan.scope.contains(namespace: object.namespace, name: object.name) else { return }
    guard !plan.deed.isApply || Self.isApply(object.uri) else { return }
    if plan.readsBodies { return approvals.append((row, object)) }
    let patch = row.level > 1 && operation.verb == "patch" ? try facts.patch(row.id) : nil
    guard !mentions.isEmpty else {
      return try add(row, operation, object, .direct, note: try note(row, object, patch))
    }
    guard let patch else {
      guard row.level < 2 else { return }
      return try add(row, operation, object, .possible, note: "the log kept no body of the patch")
    }
    if mentions.contains(where: patch.contains) {
      guard plan.deed.isMeant(by: patch) else { return }
      try add(row, operation, object, .direct, note: patch)
    } else if patch.hasSuffix("…") {
      try add(row, operation, object, .possible, note: patch)
    }
  }

  /// What a request about one object did, as far as that is worth a note.
  private func note(
    _ row: EventRow, _ object: RowTexts.Object, _ patch: String?
  ) throws(SQLiteError) -> String? {
    switch plan.deed.name {
    case "patch", "change", "write", "apply", "scale", "suspend": return patch
    case "bind": return try facts.grants(row.id).first ?? patch
    case "exec": return QueryDetail.parts(RequestURI(object.uri)).first
    case "impersonate":
      let message = try texts.answer(row).message
      return ResultDetail.refusedImpersonation(message).map { "as \($0.resource)/\($0.name)" }
    default: return nil
    }
  }

  /// The server makes up a name that stands in the answer's body only.
  private func sortNameless(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object
  ) throws(SQLiteError) {
    guard plan.scope.namespaces.holds(object.namespace) else { return }
    guard let name = try facts.name(row.id) else {
      if row.level < 3 { nameless.append((row, object)) }
      return
    }
    guard plan.scope.containsName(name) else { return }
    let named = RowTexts.Object(namespace: object.namespace, name: name, uri: object.uri)
    try add(row, operation, named, .direct, note: "named by the server")
  }

  /// What `kubectl apply` sends: as a patch that the server merges, or from the
  /// client's side.
  private static func isApply(_ uri: String) -> Bool {
    let parameters = RequestURI(uri).parameters(named: ParameterNames(["fieldManager", "force"]))
    return parameters.contains { $0.name == "force" || $0.value.contains("apply") }
  }

  /// Adds a request, to the group of its actor or of whoever caused it.
  func add(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object, _ how: How, note: String?
  ) throws(SQLiteError) {
    let actor = try texts.actor(row)
    if plan.question.blames, investigated.owners.isFollower(actor.user),
      try texts.answer(row).outcome == "allowed"
    {
      followers.append(
        Follower(
          row: row, operation: operation, object: try named(object, row, operation), actor: actor,
          how: how, note: note))
      return
    }
    try add(row, operation, object, actor, how, note: note)
  }

  /// The object with the name that the server made up, if the log kept it.
  private func named(
    _ object: RowTexts.Object, _ row: EventRow, _ operation: Operation
  ) throws(SQLiteError) -> RowTexts.Object {
    guard object.name.isEmpty, operation.verb == "create", row.level > 2,
      let name = try facts.name(row.id)
    else { return object }
    return RowTexts.Object(namespace: object.namespace, name: name, uri: object.uri)
  }

  /// Adds a request to the group of its actor.
  func add(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object, _ actor: RowTexts.Actor,
    _ how: How, note: String?
  ) throws(SQLiteError) {
    var how = how
    if plan.deed.name == "delete" {
      if how == .direct, operation.deletesPod, actor.kind == "node" {
        kubelets.append((row, object))
        return
      }
      if investigated.controllers.because(actor.user) != nil { how = .cascade }
    }
    let key = WhoGroup.Key(user: actor.user, impersonated: actor.impersonated, how: how)
    groups[key, default: WhoGroup(key, kind: actor.kind)].add(
      row, operation, object, try texts.answer(row), try texts.client(row), note: note)
  }
}
