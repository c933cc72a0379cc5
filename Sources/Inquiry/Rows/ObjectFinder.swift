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
  func candidates(
    names: [String], namelessIn namespaces: [String]
  ) throws(InquiryError) -> [Int64]? {
    let names = Set(names)
    let namespaces = Set(namespaces)
    guard limit > 0, names.count <= Self.mostNames, namespaces.count <= Self.mostNames,
      !namespaces.contains("")
    else { return nil }
    var tuples: [Int64] = []
    for name in names.sorted() {
      guard let found = try self.tuples(named: name) else { return nil }
      tuples += found
    }
    for namespace in namespaces.sorted() {
      guard let found = try nameless(in: namespace) else { return nil }
      tuples += found
    }
    let limit = limit
    return try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.events(objectTuples: tuples, atMost: limit)
    }
  }

  /// The object tuples of a name, unless there are very many.
  func tuples(named name: String) throws(InquiryError) -> [Int64]? {
    try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.objectTuples(named: name, atMost: Self.mostTuples)
    }
  }

  /// The object tuples of a namespace that have no name.
  private func nameless(in namespace: String) throws(InquiryError) -> [Int64]? {
    let all = try InquiryError.reading { () throws(CaseError) in
      try investigated.reader.objectTuples(inNamespace: namespace, atMost: Self.mostTuples)
    }
    guard let all else { return nil }
    return try InquiryError.wrapping { () throws(SQLiteError) in
      let row = try investigated.reader.connection.prepare(
        "SELECT coalesce(name, '') = '' FROM object WHERE object_id = ?")
      var tuples: [Int64] = []
      for id in all {
        try row.bind(id, at: 1)
        if try row.step(), row.integer(0) == 1 { tuples.append(id) }
        row.reset()
      }
      return tuples
    }
  }

  /// The namespaces in which requests were about an object of a name under a
  /// resource of some names; nil if there were none, or too many.
  func namespaces(
    ofName name: String, resources: Set<String>
  ) throws(InquiryError) -> Set<String>? {
    guard let tuples = try tuples(named: name) else { return nil }
    let found = try InquiryError.wrapping { () throws(SQLiteError) in
      let row = try investigated.reader.connection.prepare(
        "SELECT namespace, request_uri FROM object WHERE object_id = ?")
      var namespaces: Set<String> = []
      for id in tuples {
        try row.bind(id, at: 1)
        if try row.step() {
          let path = row.text(1).prefix { $0 != "?" }
          let isOfThese = path.split(separator: "/").contains { resources.contains(String($0)) }
          if isOfThese { namespaces.insert(row.text(0)) }
        }
        row.reset()
      }
      return namespaces
    }
    return found.isEmpty ? nil : found
  }
}
