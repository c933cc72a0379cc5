internal import CaseStore
internal import SQLite

/// A pod by its names.
struct PodKey: Hashable {
  let namespace: String
  let name: String
}

/// Who deleted or evicted pods before a kubelet's own delete, which then only
/// finished it.
struct PodEndings {
  /// A request that ended a pod, or made one of the same name.
  struct Ending: Equatable {
    let row: Int64
    let time: Moment?
    /// `an eviction` and so on; nil for a pod that was made.
    let what: String?
    let by: String

    /// As a sentence goes on: `an eviction by alice`.
    var text: String { "\(what ?? "") by \(by)" }
  }

  private var pods: [PodKey: [Ending]] = [:]
  private var collections: [String: [Ending]] = [:]

  /// Nothing yet.
  init() {}

  /// Whether requests of an operation end pods, or make them.
  static func concerns(_ operation: Operation) -> Bool {
    guard operation.resource == "pods", operation.group.isEmpty else { return false }
    switch (operation.verb, operation.subresource) {
    case ("delete", ""), ("deletecollection", ""), ("create", ""), ("create", "eviction"):
      return true
    default: return false
    }
  }

  /// Looks for the endings of some pods.
  init(of wanted: Set<PodKey>, in investigated: Case) throws(InquiryError) {
    let operations = investigated.operations.operations.filter(Self.concerns)
    let byID = Dictionary(operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let candidates = try ObjectFinder(investigated).candidates(
      names: wanted.map(\.name),
      namelessIn: operations.contains { $0.verb == "deletecollection" }
        ? wanted.map(\.namespace) : [],
      where: { ObjectFinder.isUnder(["pods"], $1) })
    do throws(SQLiteError) {
      let connection = investigated.reader.connection
      let tests = RowTests(RequestConditions(), connection)
        .adding(TupleVerdicts(.operation, admitting: byID.keys, connection))
      let rows = try EventRows(investigated.reader, tests, candidates: candidates)
      let texts = try RowTexts(connection)
      while let row = try rows.next() {
        guard let operation = byID[row.operation] else { continue }
        let object = try texts.object(row)
        let pod = PodKey(namespace: object.namespace, name: object.name)
        if object.name.isEmpty || wanted.contains(pod) { try add(row, operation, object, texts) }
      }
    } catch {
      throw .database(error)
    }
  }

  /// Notes a request that ends pods or makes one.
  mutating func add(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object, _ texts: RowTexts
  ) throws(SQLiteError) {
    let isMany = object.name.isEmpty
    guard !row.isDryRun, !isMany || operation.verb == "deletecollection",
      try texts.answer(row).outcome == "allowed"
    else { return }
    let actor = try texts.actor(row)
    if operation.deletesPod, actor.kind == "node" { return }
    let what: String? =
      switch (operation.verb, operation.subresource) {
      case ("create", ""): nil
      case ("create", _): "an eviction"
      case ("delete", _): "a deletion"
      default: "a deletion of many"
      }
    let ending = Ending(row: row.id, time: row.time, what: what, by: actor.text)
    if isMany {
      collections[object.namespace, default: []].append(ending)
    } else {
      let pod = PodKey(namespace: object.namespace, name: object.name)
      // A name that is used for the first time needs no note of it.
      if what != nil || pods[pod] != nil || !collections.isEmpty {
        pods[pod, default: []].append(ending)
      }
    }
  }

  /// What a kubelet's delete finished; nil if nothing in the case came before
  /// it.
  func ending(of pod: PodKey, before row: EventRow) -> Ending? {
    let time = row.time?.microseconds ?? .max
    func last(_ endings: [Ending]?) -> Ending? {
      endings?.last { $0.row != row.id && ($0.time?.microseconds ?? .min) <= time }
    }
    let own = last(pods[pod])
    let many = [last(collections[pod.namespace]), last(collections[""])].compactMap(\.self)
    let latest = (many + [own].compactMap(\.self)).max {
      ($0.time?.microseconds ?? .min) < ($1.time?.microseconds ?? .min)
    }
    return latest?.what == nil ? nil : latest
  }
}
