internal import SQLite

extension CaseReader {
  /// The row ids of events that have one of some keys, in order, each once; nil
  /// if there are more than a limit.
  func events(
    _ kind: LookupKind, keys: [UInt32], atMost limit: Int
  ) throws(CaseError) -> [Int64]? {
    try events(kind, Set(keys).sorted().map { ($0, 0) }, limit)
  }

  /// The row ids of the events of some tuples; as `events(_:keys:atMost:)`.
  func events(
    _ kind: LookupKind, tuples: Set<Int64>, atMost limit: Int
  ) throws(CaseError) -> [Int64]? {
    let sought = tuples.map { (LookupSegment.key(ofTuple: $0), firstSegment(kind, $0)) }
    return try events(kind, sought.sorted { $0 < $1 }, limit)
  }

  /// The first segment that may have events of a tuple.
  private func firstSegment(_ kind: LookupKind, _ tuple: Int64) -> Int {
    guard kind == .object else { return 0 }
    return lowestTuples.lastIndex { $0 <= tuple } ?? 0
  }

  /// - Parameter sought: keys in order, and the first segment in which each may
  ///   be.
  private func events(
    _ kind: LookupKind, _ sought: [(key: UInt32, first: Int)], _ limit: Int
  ) throws(CaseError) -> [Int64]? {
    try CaseError.wrapping { () throws(SQLiteError) in
      var ids: [Int64] = []
      for (index, segment) in segments.enumerated() {
        let keys = sought.filter { $0.first <= index }.map(\.key)
        let ordinals = try postings(kind, keys, of: segment, atMost: limit - ids.count)
        guard let ordinals else { return nil }
        try appendIDs(ordinals.sorted(), of: segment, to: &ids)
      }
      ids.sort()
      return Self.unique(ids)
    }
  }

  /// The numbers of object tuples that have some keys, over all segments, in
  /// order, each once; nil if there are more than a limit.
  func tuples(
    _ kind: LookupKind, keys: [UInt32], atMost limit: Int
  ) throws(CaseError) -> [Int64]? {
    let keys = Set(keys).sorted()
    return try CaseError.wrapping { () throws(SQLiteError) in
      var tuples: [Int64] = []
      for (index, segment) in segments.enumerated() {
        let found = try postings(kind, keys, of: segment, atMost: limit - tuples.count)
        guard let found else { return nil }
        if let lowest = found.min() {
          lowestTuples[index] = min(lowestTuples[index], Int64(lowest))
        }
        tuples.append(contentsOf: found.map(Int64.init))
      }
      tuples.sort()
      return Self.unique(tuples)
    }
  }

  private static func unique(_ sorted: [Int64]) -> [Int64] {
    var unique: [Int64] = []
    unique.reserveCapacity(sorted.count)
    for value in sorted where value != unique.last { unique.append(value) }
    return unique
  }

  /// The values of keys, which are in order, in one segment.
  ///
  /// A bucket that several keys lie in is read once.
  private func postings(
    _ kind: LookupKind, _ keys: [UInt32], of segment: LookupSegmentFacts, atMost limit: Int
  ) throws(SQLiteError) -> [UInt64]? {
    let buckets = Self.buckets(keys, among: segment.buckets(of: kind))
    let blobs = try blobs(buckets.map { kind.row(segment: segment.id, bucket: $0.number) })
    var found: [UInt64] = []
    for (bucket, blob) in zip(buckets, blobs) {
      guard let blob else { continue }
      let reader = PostingsReader(blob)
      guard reader.append(keys[bucket.keys], to: &found, atMost: limit) else { return nil }
    }
    return found
  }

  /// The buckets of keys, which are in order, and which of these each has.
  private static func buckets(
    _ keys: [UInt32], among buckets: Int64
  ) -> [(number: Int64, keys: Range<Int>)] {
    var found: [(number: Int64, keys: Range<Int>)] = []
    for (index, key) in keys.enumerated() {
      let number = LookupSegment.bucket(of: key, among: buckets)
      if let last = found.last, last.number == number {
        found[found.count - 1].keys = last.keys.lowerBound..<index + 1
      } else {
        found.append((number, index..<index + 1))
      }
    }
    return found
  }

  /// The postings of rows, which are in order.
  ///
  /// Of many neighbours all are passed by, which is quicker than seeking each.
  private func blobs(_ rows: [Int64]) throws(SQLiteError) -> [[UInt8]?] {
    guard let first = rows.first, let last = rows.last,
      Int64(rows.count) * Self.worthASeek > last - first
    else { return try rows.map { (row) throws(SQLiteError) in try blob(row) } }
    var blobs = [[UInt8]?](repeating: nil, count: rows.count)
    defer { sweepPostings.reset() }
    try sweepPostings.bind(first, at: 1)
    try sweepPostings.bind(last, at: 2)
    var next = 0
    while next < rows.count, try sweepPostings.step() {
      let row = sweepPostings.integer(0)
      while next < rows.count, rows[next] < row { next += 1 }
      if next < rows.count, rows[next] == row { blobs[next] = sweepPostings.blob(1) }
    }
    return blobs
  }

  /// How many rows are passed by in the time of seeking one.
  private static let worthASeek: Int64 = 6

  private func blob(_ row: Int64) throws(SQLiteError) -> [UInt8]? {
    defer { findPostings.reset() }
    try findPostings.bind(row, at: 1)
    return try findPostings.step() ? findPostings.blob(0) : nil
  }

  /// Turns ordinals, which are in order, into row ids.
  private func appendIDs(
    _ ordinals: [UInt64], of segment: LookupSegmentFacts, to ids: inout [Int64]
  ) throws(SQLiteError) {
    let length = UInt64(LookupSegment.run)
    var run: UInt64?
    var members: [Int64] = []
    for ordinal in ordinals {
      if run != ordinal / length {
        let row = LookupKind.ids.row(segment: segment.id, bucket: Int64(ordinal / length))
        members = try blob(row).map(PostingsReader.ids) ?? []
        run = ordinal / length
      }
      let place = Int(ordinal % length)
      if place < members.count { ids.append(members[place]) }
    }
  }
}
