extension RecordFramer {
  /// Scans an object of another text than a block's, with what is remembered of
  /// keys and values.
  ///
  /// - Returns: the offset behind it, or `failed`. A list has no members here.
  mutating func scanObject(
    _ text: TextBytes, from start: Int, _ members: inout [Member]
  ) -> Int {
    swap(&keys, &innerKeys)
    defer { swap(&keys, &innerKeys) }
    let first = members.count
    let end = scanMembers(text, from: start, &members)
    guard end < JSONScanner.failed else { return end }
    members.removeSubrange(first...)
    return scanner.skipValue(text, from: start)
  }
}
