internal import AuditEvents
internal import LogBytes
internal import SQLite

/// What a look-up finds by.
enum LookupKind: Int64, CaseIterable {
  /// Row ids by ordinal, in runs of `LookupSegment.run`.
  case ids = 0
  /// Events by the hash of their audit ID.
  case audit = 1
  /// Events by actor, object and client tuple.
  case actor = 2
  case object = 3
  case client = 4
  /// Object tuples by the hash of their name.
  case objectName = 5
  /// Object tuples by the hash of their namespace.
  case objectNamespace = 6

  /// The row of a bucket.
  func row(segment: Int64, bucket: Int64) -> Int64 {
    rawValue << 56 | segment << 24 | bucket
  }
}

/// Collects the keys of the events of one commit, and writes them sorted.
///
/// A bucket's postings are entries in order of their key: four bytes of key,
/// then, in variable length, how many values it has, the first one, and the
/// differences. Values are ordinals of events in the segment (in order of their
/// row id), or numbers of object tuples.
struct LookupSegment {
  /// How many ids stand in one row of kind `ids`.
  static let run = 256

  private var ids: [Int64] = []
  private var audits: [UInt32] = []
  private var actors: [UInt32] = []
  private var objects: [UInt32] = []
  private var clients: [UInt32] = []
  private var names: [(key: UInt32, tuple: Int64)] = []
  private var namespaces: [(key: UInt32, tuple: Int64)] = []

  /// How many events it covers so far.
  var count: Int { ids.count }
  /// Whether there is nothing to write.
  var isEmpty: Bool { ids.isEmpty && names.isEmpty && namespaces.isEmpty }

  /// The key of a tuple: a multiplication spreads small numbers over buckets.
  static func key(ofTuple number: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: number) &* 0x9E37_79B1
  }

  /// The key of a text.
  static func key(ofText text: String) -> UInt32 {
    UInt32(truncatingIfNeeded: ByteHash.of(text) >> 32)
  }

  /// The key of an audit ID.
  static func key(ofAudit hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// The bucket of a key among a power of two.
  static func bucket(of key: UInt32, among buckets: Int64) -> Int64 {
    Int64((UInt64(key) &* UInt64(buckets)) >> 32)
  }

  /// The events of an audit ID's key that wait to be written.
  func ids(ofAudit key: UInt32) -> [Int64] {
    audits.indices.filter { audits[$0] == key }.map { ids[$0] }
  }

  mutating func add(_ event: Event, id: Int64) {
    ids.append(id)
    audits.append(Self.key(ofAudit: event.auditHash))
    actors.append(Self.key(ofTuple: event.actor))
    objects.append(Self.key(ofTuple: event.object))
    clients.append(Self.key(ofTuple: event.client))
  }

  mutating func add(object id: Int64, name: UInt32?, namespace: UInt32?) {
    if let name { names.append((name, id)) }
    if let namespace { namespaces.append((namespace, id)) }
  }

  private static func buckets(for count: Int) -> Int64 {
    var buckets: Int64 = 1
    while buckets * 1024 < count, buckets < 1 << 16 { buckets *= 2 }
    return buckets
  }

  /// Writes the segment and forgets everything.
  mutating func write(
    segment: Int64, _ insertSegment: Statement, _ insertLookup: Statement
  ) throws(SQLiteError) {
    let buckets = Self.buckets(for: ids.count)
    let objectBuckets = Self.buckets(for: names.count)
    try insertSegment.bind(segment, at: 1)
    try insertSegment.bind(Int64(ids.count), at: 2)
    try insertSegment.bind(buckets, at: 3)
    try insertSegment.bind(objectBuckets, at: 4)
    try insertSegment.run()
    let order = sortIDs()
    try writeIDs(segment, insertLookup)
    for (kind, keys) in [
      (LookupKind.audit, audits), (.actor, actors), (.object, objects), (.client, clients),
    ] {
      // In order of their lower half, which sorting keeps.
      let entries = order.indices.map { UInt64(keys[Int(order[$0])]) << 32 | UInt64($0) }
      try write(kind, RadixSort.sorted(entries), segment, buckets, insertLookup)
    }
    for (kind, entries) in [(LookupKind.objectName, names), (.objectNamespace, namespaces)] {
      let packed = entries.map { UInt64($0.key) << 32 | UInt64(truncatingIfNeeded: $0.tuple) }
      try write(kind, RadixSort.sorted(packed), segment, objectBuckets, insertLookup)
    }
    self = LookupSegment()
  }

  /// Sorts `ids`, and gives the place that each had before.
  private mutating func sortIDs() -> [Int32] {
    var pairs = ids.indices.map { (id: ids[$0], place: Int32($0)) }
    pairs.sort { $0.id < $1.id }
    ids = pairs.map(\.id)
    return pairs.map(\.place)
  }

  private func writeIDs(_ segment: Int64, _ insert: Statement) throws(SQLiteError) {
    var bytes = [UInt8](repeating: 0, count: 8 + Self.run * Varint.longest)
    for start in stride(from: 0, to: ids.count, by: Self.run) {
      for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: ids[start] >> (8 * place)) }
      var count = 8
      for index in start + 1..<max(start + 1, min(start + Self.run, ids.count)) {
        // From an undated row to a dated one it may be more than an Int64 holds.
        Varint.write(UInt64(bitPattern: ids[index] &- ids[index - 1]), to: &bytes, at: &count)
      }
      try Self.insert(
        bytes[..<count], LookupKind.ids.row(segment: segment, bucket: Int64(start / Self.run)),
        insert)
    }
  }

  /// Writes sorted entries (key in the upper half, value in the lower).
  private func write(
    _ kind: LookupKind, _ entries: [UInt64], _ segment: Int64, _ buckets: Int64,
    _ insert: Statement
  ) throws(SQLiteError) {
    var postings = Postings()
    var bucket: Int64 = 0
    var index = 0
    while index < entries.count {
      let key = UInt32(truncatingIfNeeded: entries[index] >> 32)
      let own = Self.bucket(of: key, among: buckets)
      if own != bucket {
        try Self.insert(postings.written, kind.row(segment: segment, bucket: bucket), insert)
        postings.clear()
        bucket = own
      }
      index = postings.append(key, entries, from: index)
    }
    try Self.insert(postings.written, kind.row(segment: segment, bucket: bucket), insert)
  }

  /// The postings of one bucket.
  private struct Postings {
    private var bytes = [UInt8](repeating: 0, count: 1 << 14)
    private var count = 0

    var written: ArraySlice<UInt8> { bytes[..<count] }

    mutating func clear() { count = 0 }

    /// Appends the entry of a key, and tells where the next one begins.
    mutating func append(_ key: UInt32, _ entries: [UInt64], from start: Int) -> Int {
      var end = start
      while end < entries.count, entries[end] >> 32 == UInt64(key) { end += 1 }
      let room = 4 + (1 + end - start) * Varint.longest
      if count + room > bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: max(room, bytes.count)))
      }
      for shift in stride(from: 0 as UInt32, to: 32, by: 8) {
        bytes[count] = UInt8(truncatingIfNeeded: key >> shift)
        count += 1
      }
      Varint.write(UInt64(end - start), to: &bytes, at: &count)
      var before: UInt64 = 0
      for index in start..<end {
        let value = entries[index] & 0xFFFF_FFFF
        Varint.write(value - before, to: &bytes, at: &count)
        before = value
      }
      return end
    }
  }

  private static func insert(_ bytes: ArraySlice<UInt8>, _ row: Int64, _ insert: Statement)
    throws(SQLiteError)
  {
    guard !bytes.isEmpty else { return }
    try insert.run(lending: bytes.span.bytes) { () throws(SQLiteError) in
      try insert.bind(row, at: 1)
      try insert.bindLentBlob(0..<bytes.count, at: 2)
    }
  }
}
