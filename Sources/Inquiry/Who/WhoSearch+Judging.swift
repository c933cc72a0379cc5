internal import SQLite

extension WhoSearch {
  /// One request approves and another denies: what it sent tells.
  func judgeApprovals() throws(InquiryError) {
    guard !approvals.isEmpty else { return }
    let bodies = try EventBodies(investigated)
    for (row, object) in approvals {
      guard let operation = operations[row.operation] else { continue }
      let word = Conditions(of: try bodies.bodies(of: row).request).word
      if let word, word != (plan.deed.special == .deny ? "denied" : "approved") { continue }
      let note = word == nil ? "the log kept no body that says approved or denied" : nil
      try InquiryError.wrapping { () throws(SQLiteError) in
        try add(row, operation, object, word == nil ? .possible : .direct, note: note)
      }
    }
  }

  /// Counts what controllers did for whoever caused it; where nothing in the
  /// case explains it, it stays theirs.
  func judgeFollowers() throws(InquiryError) {
    guard !followers.isEmpty else { return }
    let finder = EchoFinder(in: investigated, writes: try ObjectWrites(in: investigated))
    try finder.writes.expect(Set(followers.map(\.object.name)).count)
    for follower in followers {
      let (row, operation) = (follower.row, follower.operation)
      let echo = try finder.cause(
        of: EchoFinder.Effect(row, operation, follower.object, follower.actor))
      try InquiryError.wrapping { () throws(SQLiteError) in
        guard let echo, !echo.isOpen else {
          return try add(
            row, operation, follower.object, follower.actor, follower.how, note: follower.note)
        }
        let cause = echo.cause.actor
        // What only may have caused it counts apart.
        let key = WhoGroup.Key(
          user: cause.user, impersonated: cause.impersonated,
          how: echo.confidence == .possible ? .possible : .cascade)
        blamed.insert(key)
        groups[key, default: WhoGroup(key, kind: cause.kind)].add(
          row, operation, follower.object, try texts.answer(row), try texts.client(row),
          note: "\(follower.actor.user) did it because \(echo.text)", caused: echo.confidence)
      }
    }
  }

  /// A deletion by labels certainly reached an object whose labels match.
  func judgeSelecting() throws(InquiryError) {
    guard !selecting.isEmpty, let name = plan.scope.literalNames?.first else { return }
    let search = try LabelSearch(in: investigated)
    for one in selecting {
      let place = ObjectWrites.Place(namespace: one.object.namespace, name: name)
      let labels = try search.labels(of: place, one.operation.resource, before: one.row.id)
      let holds = labels.flatMap { one.selectors.hold($0) }
      let verdict =
        holds.map { $0 ? ", which its labels match" : ", which its last known labels do not match" }
      try InquiryError.wrapping { () throws(SQLiteError) in
        try add(
          one.row, one.operation, one.object, holds == true ? .collection : .possible,
          note: one.selectors.text + (verdict ?? ""))
      }
    }
  }

  /// A kubelet deletes a pod when its containers have stopped because somebody
  /// asked for that; where nobody did, it is its own doing.
  func judgeKubelets() throws(InquiryError) {
    guard !kubelets.isEmpty else { return }
    let pods = Set(kubelets.map { PodKey(namespace: $0.object.namespace, name: $0.object.name) })
    let endings = if let endings { endings } else { try PodEndings(of: pods, in: investigated) }
    try InquiryError.wrapping { () throws(SQLiteError) in
      for (row, object) in kubelets {
        guard let operation = operations[row.operation] else { continue }
        let pod = PodKey(namespace: object.namespace, name: object.name)
        let ending = endings.ending(of: pod, before: row)
        let note = ending.map { "finished \($0.text)" } ?? "nobody's deletion came before it"
        let actor = try texts.actor(row)
        let key = WhoGroup.Key(
          user: actor.user, impersonated: actor.impersonated,
          how: ending == nil ? .direct : .finished)
        groups[key, default: WhoGroup(key, kind: actor.kind)].add(
          row, operation, object, try texts.answer(row), try texts.client(row), note: note,
          at: ending?.time)
      }
    }
  }

  /// Where no creation is known by the name, those whose name was not kept may
  /// have been it.
  func addNameless() throws(InquiryError) {
    try InquiryError.wrapping { () throws(SQLiteError) in
      for (row, object) in nameless {
        guard let operation = operations[row.operation] else { continue }
        let actor = try texts.actor(row)
        let key = WhoGroup.Key(
          user: actor.user, impersonated: actor.impersonated, how: .possible)
        groups[key, default: WhoGroup(key, kind: actor.kind)].add(
          row, operation, object, try texts.answer(row), try texts.client(row),
          note: "the server made up a name that the log did not keep")
      }
    }
  }

  /// Why a controller deleted something.
  func cause(
    of group: WhoGroup, _ key: WhoGroup.Key
  ) throws(InquiryError) -> String? {
    guard !blamed.contains(key), let because = investigated.controllers.because(key.user) else {
      return nil
    }
    guard let object = group.singleObject else { return because }
    let root = try Causes(investigated).cause(of: object)
    return root.map { "\(because): \($0)" } ?? because
  }
}
