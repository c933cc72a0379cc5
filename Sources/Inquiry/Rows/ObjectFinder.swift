internal import CaseStore
internal import SQLite

/// Finds rows by the names of their objects, in cases where that is quicker
/// than a scan.
struct ObjectFinder {
  /// More names than this are looked for by a scan.
  private static let mostNames = 256
  /// More tuples of a namespace than this, likewise.
  private static let mostTuples = 65_536

  private let investigated: Case
  private let limit: Int

  init(_ investigated: Case) {
    self.investigated = investigated
    limit = EventPlan(reader: investigated.reader).limit
  }

  /// The rows about objects of some names, and of requests in some namespaces
  /// that name none; nil where a scan is the way.
  ///
  /// - Parameters:
  ///   - names: the names.
  ///   - namespace: the only namespace in which they are wanted, if that is
  ///     known.
  ///   - namespaces: where requests about many objects are wanted.
  ///   - isWanted: judges an object by its namespace and URI, as far as it is
  ///     kept with it, so that others of the same name cost little.
  func candidates(
    names: [String], in namespace: String? = nil, namelessIn namespaces: [String],
    where isWanted: (_ namespace: String, _ uri: String) -> Bool
  ) throws(InquiryError) -> [Int64]? {
    let names = Set(names)
    let namespaces = Set(namespaces)
    guard limit > 0, names.count <= Self.mostNames, namespaces.count <= Self.mostNames,
      !namespaces.contains("")
    else { return nil }
    var tuples: [Int64] = []
    for name in names.sorted() {
      guard let found = try self.tuples(named: name, in: namespace, where: isWanted) else {
        return nil
      }
      tuples += found
    }
    for namespace in namespaces.sorted() {
      guard let found = try nameless(in: namespace) else { return nil }
      tuples += found
    }
    return try events(tuples)
  }

  /// The rows of object tuples, unless there are very many.
  func events(_ tuples: [Int64]) throws(InquiryError) -> [Int64]? {
    let limit = limit == 0 ? Int.max : limit
    return try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.events(objectTuples: tuples, atMost: limit)
    }
  }

  /// The object tuples of a name that are wanted, unless there are very many.
  func tuples(
    named name: String, in namespace: String? = nil,
    where isWanted: (_ namespace: String, _ uri: String) -> Bool
  ) throws(InquiryError) -> [Int64]? {
    let all = try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.objectTuples(
        named: name, inNamespace: namespace, atMost: Self.mostTuples)
    }
    return try all.map { all throws(InquiryError) in
      try chosen(all, by: "namespace, request_uri") { isWanted($0.text(0), $0.text(1)) }
    }
  }

  /// The object tuples of a namespace whose names begin with a text, unless the
  /// namespace has very many.
  func tuples(namedAfter start: String, in namespace: String) throws(InquiryError) -> [Int64]? {
    let all = try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.objectTuples(inNamespace: namespace, atMost: Self.mostTuples / 8)
    }
    return try all.map { all throws(InquiryError) in
      try chosen(all, by: "name") { $0.text(0).hasPrefix(start) }
    }
  }

  /// Those of some tuples whose columns meet a test.
  private func chosen(
    _ tuples: [Int64], by columns: StaticString, _ isWanted: (Statement) -> Bool
  ) throws(InquiryError) -> [Int64] {
    try InquiryError.wrapping { () throws(SQLiteError) in
      let row = try investigated.reader.connection.prepare(
        "SELECT \(columns) FROM object WHERE object_id = ?")
      var chosen: [Int64] = []
      for id in tuples {
        try row.bind(id, at: 1)
        if try row.step(), isWanted(row) { chosen.append(id) }
        row.reset()
      }
      return chosen
    }
  }

  /// The object tuples of a namespace that have no name.
  private func nameless(in namespace: String) throws(InquiryError) -> [Int64]? {
    let all = try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.objectTuples(inNamespace: namespace, atMost: Self.mostTuples)
    }
    return try all.map { all throws(InquiryError) in
      try chosen(all, by: "name") { $0.text(0).isEmpty }
    }
  }

  /// The namespaces in which requests were about an object of a name under a
  /// resource of some names; nil if there were none, or too many.
  func namespaces(
    ofName name: String, resources: Set<String>
  ) throws(InquiryError) -> Set<String>? {
    var namespaces: Set<String> = []
    let tuples = try tuples(named: name) { namespace, uri in
      if Self.isUnder(resources, uri) { namespaces.insert(namespace) }
      return false
    }
    return tuples == nil || namespaces.isEmpty ? nil : namespaces
  }

  /// Whether a URI's path goes by one of some resources.
  ///
  /// A URI that follows from the operation has no path here, and a log may keep
  /// none: then it may.
  static func isUnder(_ resources: Set<String>, _ uri: String) -> Bool {
    let path = uri.utf8.prefix { $0 != UInt8(ascii: "?") }
    return path.isEmpty
      || path.split(separator: UInt8(ascii: "/")).contains {
        resources.contains(String(Substring($0)))
      }
  }
}
