internal import CaseStore
internal import SQLite

/// The requests that wrote objects, found by the objects' names as they are
/// asked for.
final class ObjectWrites {
  /// An object's namespace, empty for none, and its name.
  struct Place: Hashable {
    let namespace: String
    let name: String
  }

  /// Names that are looked for one by one before all is read at once.
  private static let mostNames = 256

  private let investigated: Case
  private let operations: [Int64: Operation]
  private var texts: RowTexts
  private var byPlace: [Place: [ObjectWrite]] = [:]
  private var loaded: Set<Place> = []
  private var many: [Place: [ObjectWrite]] = [:]
  private var neighbours: [Place: [ObjectWrite]] = [:]
  private var endings: [Place: [ObjectWrite]] = [:]
  private var isWhole = false

  init(in investigated: Case) throws(InquiryError) {
    self.investigated = investigated
    let wanted = investigated.operations.operations.filter {
      Self.isCausal($0, investigated.owners)
    }
    operations = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    texts = try InquiryError.wrapping { () throws(SQLiteError) in
      try RowTexts(investigated.reader.connection)
    }
  }

  /// Whether others may follow from such requests: from the beginning and the
  /// end of anything, and from any write of what owns something.
  private static func isCausal(_ operation: Operation, _ owners: OwnerRules) -> Bool {
    switch (operation.verb, operation.subresource) {
    case ("delete", ""), ("deletecollection", ""), ("create", "eviction"): return true
    case ("create", ""): return operation.resource != "events"
    case ("update", ""), ("patch", ""), ("update", "scale"), ("patch", "scale"):
      return owners.isOwner(operation.resource)
    default: return false
    }
  }

  /// Says how many objects will be asked for, so that the way fits.
  func expect(_ count: Int) throws(InquiryError) {
    let isSmall = EventPlan(reader: investigated.reader).limit == 0
    if !isWhole, isSmall || count > Self.mostNames { try loadAll() }
  }

  /// The requests about the object of a name, whatever its kind, in order.
  func writes(_ place: Place) throws(InquiryError) -> [ObjectWrite] {
    if !isWhole, loaded.insert(place).inserted {
      if loaded.count > Self.mostNames {
        try loadAll()
      } else {
        try load(place)
      }
    }
    return byPlace[place] ?? []
  }

  /// The requests that deleted many objects of a resource in a namespace, in
  /// order.
  func collections(of resource: String, in namespace: String) throws(InquiryError) -> [ObjectWrite]
  {
    let wanted = operations.values.filter {
      $0.verb == "deletecollection" && $0.resource == resource
    }
    guard !wanted.isEmpty else { return [] }
    let place = Place(namespace: namespace, name: resource)
    if let found = many[place] { return found }
    let candidates =
      namespace.isEmpty
      ? nil
      : try ObjectFinder(investigated).candidates(
        names: [], namelessIn: [namespace], where: { _, _ in true })
    let found = try read(candidates, Set(wanted.map(\.id))).filter { $0.namespace == namespace }
    many[place] = found
    return found
  }

  /// The requests that ended pods of an owner, whose names are the owner's and
  /// one part more, in order; none where a namespace has too many objects to go
  /// through.
  func endings(
    ofPodsIn namespace: String, of owner: String
  ) throws(InquiryError) -> [ObjectWrite] {
    if !isWhole, EventPlan(reader: investigated.reader).limit == 0 { try loadAll() }
    let place = Place(namespace: namespace, name: owner)
    if isWhole { return endings[place] ?? [] }
    if let found = endings[place] { return found }
    let wanted = operations.values.filter { Self.endsPods($0) }
    let finder = ObjectFinder(investigated)
    guard let tuples = try finder.tuples(namedAfter: owner + "-", in: namespace),
      let candidates = try finder.events(tuples)
    else { return [] }
    let found = try read(candidates, Set(wanted.map(\.id))).filter {
      Self.owner(of: $0.name) == owner[...]
    }
    endings[place] = found
    return found
  }

  private static func endsPods(_ operation: Operation) -> Bool {
    operation.resource == "pods"
      && (operation.verb == "delete" || operation.subresource == "eviction")
  }

  /// A name without its last part.
  private static func owner(of name: String) -> Substring? {
    name.lastIndex(of: "-").map { name[..<$0] }
  }

  /// The requests that wrote objects of some resources in a namespace, in order;
  /// none unless all have been read.
  func writes(of resources: Set<String>, in namespace: String) throws(InquiryError)
    -> [ObjectWrite]
  {
    guard isWhole, !resources.isEmpty else { return [] }
    let place = Place(namespace: namespace, name: resources.sorted().joined(separator: ","))
    if let found = neighbours[place] { return found }
    let found = byPlace.filter { $0.key.namespace == namespace }.values
      .flatMap { $0.filter { resources.contains($0.resource) } }
      .sorted { $0.isBefore($1.time, $1.row) }
    neighbours[place] = found
    return found
  }

  private func load(_ place: Place) throws(InquiryError) {
    let candidates = try ObjectFinder(investigated).candidates(
      names: [place.name], in: place.namespace, namelessIn: [],
      where: { namespace, _ in namespace == place.namespace || place.namespace.isEmpty })
    guard let candidates else { return try loadAll() }
    byPlace[place] = try read(candidates, Set(operations.keys)).filter {
      $0.namespace == place.namespace && $0.name == place.name
    }
  }

  private func loadAll() throws(InquiryError) {
    isWhole = true
    (byPlace, endings) = ([:], [:])
    for write in try read(nil, Set(operations.keys)) {
      let place =
        write.name.isEmpty
        ? Place(namespace: "", name: "") : Place(namespace: write.namespace, name: write.name)
      byPlace[place, default: []].append(write)
      if write.resource == "pods", write.isEnding, let owner = Self.owner(of: write.name) {
        let place = Place(namespace: write.namespace, name: String(owner))
        endings[place, default: []].append(write)
      }
    }
  }

  private func read(
    _ candidates: [Int64]?, _ wanted: Set<Int64>
  ) throws(InquiryError) -> [ObjectWrite] {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let connection = investigated.reader.connection
      let tests = RowTests(RequestConditions(), connection)
        .adding(TupleVerdicts(.operation, admitting: wanted, connection))
      var rows = try EventRows(investigated.reader, tests, candidates: candidates)
      var writes: [ObjectWrite] = []
      while let row = try rows.next() {
        if let write = try write(row) { writes.append(write) }
      }
      return writes
    }
  }

  private func write(_ row: EventRow) throws(SQLiteError) -> ObjectWrite? {
    guard !row.isDryRun, let operation = operations[row.operation],
      try texts.answer(row).outcome == "allowed"
    else { return nil }
    let object = try texts.object(row)
    guard !object.name.isEmpty || operation.verb == "deletecollection" else { return nil }
    // The log names a namespace as its own namespace, or does not.
    let namespace = operation.resource == "namespaces" ? "" : object.namespace
    return ObjectWrite(
      row: row.id, time: row.time, verb: operation.verb, resource: operation.resource,
      subresource: operation.subresource, namespace: namespace, name: object.name,
      uri: object.uri, actor: try texts.actor(row))
  }
}
