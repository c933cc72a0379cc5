internal import AuditEvents
internal import LogBytes
internal import SQLite

extension CaseWriter {
  /// Writes the tuples that a batch brings.
  mutating func storeTuples(_ batch: EventBatch) throws(SQLiteError) {
    for tuple in batch.actors { try insert(tuple, batch) }
    signs.add(batch)
    for tuple in batch.operations {
      try insert(
        tuple.id, [tuple.verb, tuple.group, tuple.version, tuple.resource, tuple.subresource],
        statements.insertOperation, batch)
    }
    try storeObjects(batch)
    for tuple in batch.results { try insert(tuple, batch) }
    for tuple in batch.clients {
      try insert(
        tuple.id, [tuple.address, tuple.addresses, tuple.userAgent], statements.insertClient,
        batch)
    }
  }

  private mutating func storeObjects(_ batch: EventBatch) throws(SQLiteError) {
    guard let first = batch.objects.first?.id, let last = batch.objects.last?.id else { return }
    objectRows.clear()
    for tuple in batch.objects {
      objectRows.append(tuple.id)
      appendText(tuple.namespace)
      appendText(tuple.name)
      appendText(tuple.requestURI)
      appendText(tuple.uriRest)
      segment.add(
        object: tuple.id, name: key(tuple.name, batch), namespace: key(tuple.namespace, batch))
    }
    let isAppended = first == nextObject && last == first + Int64(batch.objects.count) - 1
    try statements.objectTable.run(
      isAppended ? statements.appendObjects : statements.insertObjects, objectRows,
      lending: batch.arena.span.bytes)
    nextObject = max(nextObject, last + 1)
  }

  private mutating func appendText(_ slice: Slice) {
    if slice.count < 0 {
      objectRows.appendNull()
    } else {
      objectRows.appendLentText(start: Int(slice.start), count: Int(slice.count))
    }
  }

  private func key(_ slice: Slice, _ batch: EventBatch) -> UInt32? {
    guard slice.count > 0 else { return nil }
    let start = Int(slice.start)
    let hash = batch.arena.withUnsafeBytes { bytes in
      ByteHash.of(UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(slice.count)]))
    }
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  private func insert<let count: Int>(
    _ id: Int64, _ slices: InlineArray<count, Slice>, _ statement: Statement, _ batch: EventBatch
  ) throws(SQLiteError) {
    try statement.run(lending: batch.arena.span.bytes) { () throws(SQLiteError) in
      try statement.bind(id, at: 1)
      for index in slices.indices {
        try bind(slices[index], lentTo: statement, at: Int32(index + 2))
      }
    }
  }

  private func insert(_ tuple: ActorTuple, _ batch: EventBatch) throws(SQLiteError) {
    let statement = statements.insertActor
    let texts: InlineArray<9, (slice: Slice, place: Int32)> = [
      (tuple.user, 2), (tuple.uid, 3), (tuple.groups, 4), (tuple.credential, 6), (tuple.pod, 7),
      (tuple.node, 8), (tuple.extra, 9), (tuple.impersonatedUser, 10), (tuple.impersonated, 11),
    ]
    try statement.run(lending: batch.arena.span.bytes) { () throws(SQLiteError) in
      try statement.bind(tuple.id, at: 1)
      try statement.bind(Int64(tuple.kind.rawValue), at: 5)
      for index in texts.indices {
        try bind(texts[index].slice, lentTo: statement, at: texts[index].place)
      }
    }
  }

  private func insert(_ tuple: ResultTuple, _ batch: EventBatch) throws(SQLiteError) {
    let statement = statements.insertResult
    let texts: InlineArray<5, Slice> = [
      tuple.reason, tuple.message, tuple.decision, tuple.decisionReason, tuple.annotations,
    ]
    try statement.run(lending: batch.arena.span.bytes) { () throws(SQLiteError) in
      try statement.bind(tuple.id, at: 1)
      try statement.bind(tuple.code, at: 2)
      for index in texts.indices {
        try bind(texts[index], lentTo: statement, at: Int32(index + 3))
      }
      try statement.bind(Int64(tuple.outcome.rawValue), at: 8)
      try statement.bind(tuple.refusal.map { Int64($0.rawValue) }, at: 9)
    }
  }

  /// Binds a slice of the batch's text, which is lent to the statement.
  private func bind(
    _ slice: Slice, lentTo statement: Statement, at place: Int32
  ) throws(SQLiteError) {
    guard slice.count >= 0 else { return try statement.bindNull(at: place) }
    let start = Int(slice.start)
    try statement.bindLentText(start..<start + Int(slice.count), at: place)
  }

  /// Writes the facts of bodies whose events have a row.
  mutating func storeFacts(
    _ facts: BodyFacts, _ ids: [Int64?], _ batch: EventBatch
  ) throws(SQLiteError) {
    for container in facts.containers {
      guard let id = ids[container.event] else { continue }
      let statement = statements.insertContainer
      try statement.bind(id, at: 1)
      try statement.bind(container.role.rawValue, at: 2)
      try bind(container.name, to: statement, at: 3, batch)
      try bind(container.image, to: statement, at: 4, batch)
      try statement.bind(container.isPrivileged.map { $0 ? 1 : 0 }, at: 5)
      try bind(container.securityContext, to: statement, at: 6, batch)
      try statement.run()
    }
    for pod in facts.pods {
      guard let id = ids[pod.event] else { continue }
      let statement = statements.insertPod
      try statement.bind(pod.hostNetwork ? 1 : 0, at: 2)
      try statement.bind(pod.hostPID ? 1 : 0, at: 3)
      try statement.bind(pod.hostIPC ? 1 : 0, at: 4)
      try bind(pod.serviceAccount, to: statement, at: 5, batch)
      try bind(pod.nodeName, to: statement, at: 6, batch)
      try bind(pod.hostPaths, to: statement, at: 7, batch)
      try bind(pod.securityContext, to: statement, at: 8, batch)
      try statement.bind(id, at: 1)
      try statement.run()
    }
    try storeAccessFacts(facts, ids, batch)
  }

  private func storeAccessFacts(
    _ facts: BodyFacts, _ ids: [Int64?], _ batch: EventBatch
  ) throws(SQLiteError) {
    for grant in facts.grants {
      guard let id = ids[grant.event] else { continue }
      let texts: InlineArray<5, Slice> = [
        grant.roleKind, grant.roleName, grant.subjectKind, grant.subjectNamespace,
        grant.subjectName,
      ]
      try insert(id, texts, statements.insertGrant, batch)
    }
    for rule in facts.roleRules {
      guard let id = ids[rule.event] else { continue }
      let texts: InlineArray<5, Slice> = [
        rule.verbs, rule.groups, rule.resources, rule.resourceNames, rule.nonResourceURLs,
      ]
      try insert(id, texts, statements.insertRoleRule, batch)
    }
    for note in facts.patches {
      if let id = ids[note.event] { try insert(id, [note.text], statements.insertPatch, batch) }
    }
    for note in facts.generatedNames {
      if let id = ids[note.event] { try insert(id, [note.text], statements.insertName, batch) }
    }
  }
}
