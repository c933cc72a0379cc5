extension EchoFinder {
  private static let second: Int64 = 1_000_000
  /// A controller that follows does so within this.
  private static let soon = 10 * second
  /// Behind this nothing is said.
  private static let late = 600 * second
  /// A pod may take its time to stop.
  private static let longestEnd = 3600 * second

  /// The end of the same object: what a kubelet finishes, what finalizers wait
  /// for, what is made anew.
  func ownLead(_ effect: Effect) throws(InquiryError) -> Lead? {
    let place = ObjectWrites.Place(namespace: effect.namespace, name: effect.name)
    let isKubelet = effect.actor.kind == "node"
    let own = effect.name.isEmpty ? [] : try writes.writes(place)
    let named = latest(
      own.filter { write in
        write.resource == effect.resource && (write.isEnding || write.isCreation)
          && !(isKubelet && write.actor == effect.actor)
      }, before: effect)
    let many = latest(
      try writes.collections(of: effect.resource, in: effect.namespace), before: effect)
    let wholesale = many.flatMap { collectionLead($0, effect) }
    guard let named else { return wholesale }
    if let wholesale, named.isBefore(wholesale.write.time, wholesale.write.row) {
      return wholesale
    }
    // What made an object is no reason to make or to end it.
    guard named.isEnding || !effect.isEnding && effect.verb != "create",
      let gap = gap(named, effect), gap <= Self.longestEnd
    else { return nil }
    if isKubelet, effect.isEnding {
      return Lead(
        write: named, confidence: .certain, reason: "the kubelet finished it, \(Self.text(gap))")
    }
    let confidence = Self.confidence(gap, soon: .likely)
    return confidence.map {
      Lead(write: named, confidence: $0, reason: "the same object, \(Self.text(gap))")
    }
  }

  private func collectionLead(_ write: ObjectWrite, _ effect: Effect) -> Lead? {
    guard let gap = gap(write, effect) else { return nil }
    let isAll = Selectors(RequestURI(write.uri)).isAll
    let confidence = Self.confidence(gap, soon: isAll ? .certain : .likely)
    let reason =
      isAll ? "it covered all, \(Self.text(gap))" : "its selector may cover it, \(Self.text(gap))"
    return confidence.map { Lead(write: write, confidence: $0, reason: reason) }
  }

  /// Writes of what the object comes from: owners that its body names, else
  /// what its name begins with.
  func ownerLeads(_ effect: Effect, endingsOnly: Bool) throws(InquiryError) -> [Lead] {
    for owner in effect.owners {
      let resource = investigated.catalog.kinds(named: owner.kind).first?.plural
      let place = ObjectWrites.Place(namespace: effect.namespace, name: owner.name)
      let found = try writes.writes(place).filter { $0.resource == resource }
      if let lead = ownerLead(found, effect, endingsOnly, "owner reference", .certain) {
        return [lead]
      }
    }
    let same = investigated.owners.owners(of: effect.resource, by: .same)
    let owners = investigated.owners.owners(of: effect.resource, by: .prefix)
    var name = effect.name[...]
    if !same.isEmpty {
      let place = ObjectWrites.Place(namespace: effect.namespace, name: effect.name)
      let found = try writes.writes(place).filter { same.contains($0.resource) }
      if let lead = ownerLead(found, effect, endingsOnly, "the same name", .likely) {
        return [lead]
      }
    }
    while !owners.isEmpty, let dash = name.lastIndex(of: "-") {
      name = name[..<dash]
      let place = ObjectWrites.Place(namespace: effect.namespace, name: String(name))
      let found = try writes.writes(place).filter { owners.contains($0.resource) }
      if let lead = ownerLead(found, effect, endingsOnly, "name", .likely) { return [lead] }
    }
    return []
  }

  private func ownerLead(
    _ found: [ObjectWrite], _ effect: Effect, _ endingsOnly: Bool, _ reason: String,
    _ best: Echo.Confidence
  ) -> Lead? {
    guard let write = latest(found.filter { !endingsOnly || $0.isEnding }, before: effect),
      let gap = gap(write, effect)
    else { return nil }
    // Only of the end of an owner does the end of what it owned follow surely.
    let soon = effect.isEnding && write.isEnding ? best : min(best, .likely)
    guard let confidence = Self.confidence(gap, soon: soon) else { return nil }
    return Lead(
      write: write, confidence: confidence, reason: "\(reason) and time, \(Self.text(gap))")
  }

  /// The end of a pod of the same owner, which this one replaces.
  func replacementLeads(_ effect: Effect) throws(InquiryError) -> [Lead] {
    guard let dash = effect.name.lastIndex(of: "-") else { return [] }
    let owner = String(effect.name[..<dash])
    let endings = try writes.endings(ofPodsIn: effect.namespace, of: owner)
    guard let write = latest(endings.filter { $0.actor.kind != "node" }, before: effect),
      let gap = gap(write, effect),
      let confidence = Self.confidence(gap, soon: .likely)
    else { return [] }
    return [
      Lead(
        write: write, confidence: confidence,
        reason: "it replaces a pod of the same owner, \(Self.text(gap))")
    ]
  }

  /// Where the log kept no name: the latest write of anything in the namespace
  /// that such an object may come from.
  ///
  /// Only time speaks for it.
  func neighbourLeads(_ effect: Effect) throws(InquiryError) -> [Lead] {
    let owners = investigated.owners.owners(of: effect.resource, by: .prefix)
    let found = try writes.writes(of: owners, in: effect.namespace)
    guard let write = latest(found, before: effect), let gap = gap(write, effect),
      gap <= Self.soon
    else { return [] }
    let reason = "no name was kept, so by namespace and time alone, \(Self.text(gap))"
    return [Lead(write: write, confidence: .possible, reason: reason)]
  }

  /// The end, or the beginning, of the namespace.
  func namespaceLeads(_ effect: Effect) throws(InquiryError) -> [Lead] {
    let isNamespace = effect.resource == "namespaces"
    let name = isNamespace && effect.namespace.isEmpty ? effect.name : effect.namespace
    guard !name.isEmpty else { return [] }
    let place = ObjectWrites.Place(namespace: "", name: name)
    let makes = investigated.owners.owners(of: effect.resource, by: .namespace)
    let found = try writes.writes(place).filter { write in
      write.resource == "namespaces"
        && (effect.isEnding || isNamespace
          ? write.isEnding : write.isCreation && makes.contains("namespaces"))
    }
    guard let write = latest(found, before: effect), let gap = gap(write, effect) else { return [] }
    let confidence = Self.confidence(gap, soon: effect.isEnding ? .certain : .likely)
    return confidence.map {
      [Lead(write: write, confidence: $0, reason: "its namespace, \(Self.text(gap))")]
    } ?? []
  }

  /// How sure a cause is by the time that passed; nil where it says nothing.
  private static func confidence(_ gap: Int64, soon: Echo.Confidence) -> Echo.Confidence? {
    if gap <= Self.soon { return soon }
    guard gap <= late else { return nil }
    return soon == .certain ? .likely : .possible
  }

  private static func text(_ gap: Int64) -> String {
    let milliseconds = gap / 1000
    if milliseconds < 1000 { return "\(milliseconds) ms before" }
    let tenths = gap / 100_000
    return "\(tenths / 10).\(tenths % 10) s before"
  }
}
