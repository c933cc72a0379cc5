internal import SQLite

extension CaseReader {
  /// The row ids of events that have one of some keys, in order, each once; nil
  /// if there are more than a limit.
  func events(
    _ kind: LookupKind, keys: [UInt32], atMost limit: Int
  ) throws(CaseError) -> [Int64]? {
    let keys = Set(keys).sorted()
    return try CaseError.wrapping { () throws(SQLiteError) in
      var ids: [Int64] = []
      for segment in segments {
        let ordinals = try postings(kind, keys, of: segment, atMost: limit - ids.count)
        guard let ordinals else { return nil }
        try appendIDs(ordinals.sorted(), of: segment, to: &ids)
      }
      ids.sort()
      return Self.unique(ids)
    }
  }

  /// The values of some keys over all segments, in order, each once; nil if
  /// there are more than a limit.
  func values(
    _ kind: LookupKind, keys: [UInt32], atMost limit: Int
  ) throws(CaseError) -> [Int64]? {
    let keys = Set(keys).sorted()
    return try CaseError.wrapping { () throws(SQLiteError) in
      var values: [Int64] = []
      for segment in segments {
        let found = try postings(kind, keys, of: segment, atMost: limit - values.count)
        guard let found else { return nil }
        values.append(contentsOf: found.map(Int64.init))
      }
      values.sort()
      return Self.unique(values)
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
    let buckets = segment.buckets(of: kind)
    var found: [UInt64] = []
    var first = 0
    while first < keys.count {
      let bucket = LookupSegment.bucket(of: keys[first], among: buckets)
      var end = first + 1
      while end < keys.count, LookupSegment.bucket(of: keys[end], among: buckets) == bucket {
        end += 1
      }
      if let blob = try blob(kind.row(segment: segment.id, bucket: bucket)) {
        let reader = PostingsReader(blob)
        guard reader.append(keys[first..<end], to: &found, atMost: limit) else { return nil }
      }
      first = end
    }
    return found
  }

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
