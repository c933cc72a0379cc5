/// Reads a file of the tz database (TZif, RFC 8536).
struct TZifReader {
  private let file: ZoneFile
  private var position = 0

  /// The six counts of a header.
  private struct Counts {
    var utcFlags, wallFlags, leapSeconds, transitions, types, characters: Int

    /// The length in bytes of the block that follows.
    func length(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + characters
        + leapSeconds * (timeSize + 4) + wallFlags + utcFlags
    }
  }

  init(_ file: ZoneFile) { self.file = file }

  func rules() throws(TimeZoneFailure) -> TimeZoneRules {
    var reader = self
    return try reader.read()
  }

  private mutating func read() throws(TimeZoneFailure) -> TimeZoneRules {
    // Lists such as `zone.tab` lie in the same folder.
    guard file.bytes.starts(with: "TZif".utf8) else { throw .unknown(name: file.name) }
    var (version, counts) = try header()
    guard version >= UInt8(ascii: "2") else { return try block(counts, timeSize: 4) }
    position += counts.length(timeSize: 4)
    (version, counts) = try header()
    return try block(counts, timeSize: 8)
  }

  private mutating func header() throws(TimeZoneFailure) -> (version: UInt8, Counts) {
    guard position + 44 <= file.bytes.count,
      file.bytes[position...].starts(with: "TZif".utf8)
    else { throw damage }
    let version = file.bytes[position + 4]
    position += 20
    var counts = Counts(
      utcFlags: 0, wallFlags: 0, leapSeconds: 0, transitions: 0, types: 0, characters: 0)
    for path in [
      \Counts.utcFlags, \.wallFlags, \.leapSeconds, \.transitions, \.types, \.characters,
    ] {
      let count = Int(try number(size: 4))
      guard file.bytes.indices.contains(count) else { throw damage }
      counts[keyPath: path] = count
    }
    return (version, counts)
  }

  private mutating func block(
    _ counts: Counts, timeSize: Int
  ) throws(TimeZoneFailure) -> TimeZoneRules {
    let end = position + counts.length(timeSize: timeSize)
    // Leap seconds (`right/…`) shift the moments themselves: not our clock.
    guard counts.types > 0, counts.leapSeconds == 0, end <= file.bytes.count else { throw damage }
    var transitions: [Int64] = []
    for _ in 0..<counts.transitions { transitions.append(try number(size: timeSize)) }
    let indexes = file.bytes[position..<position + counts.transitions].map { Int($0) }
    position += counts.transitions
    var types: [Int] = []
    for _ in 0..<counts.types {
      types.append(Int(try number(size: 4)))
      position += 2
    }
    guard indexes.allSatisfy(types.indices.contains), isSorted(transitions) else { throw damage }
    position = end
    return TimeZoneRules(
      name: file.name, transitions: transitions, offsets: indexes.map { types[$0] },
      firstOffset: types[0], recurring: timeSize == 8 ? try footer() : nil)
  }

  /// The rule after the last transition: a line of its own at the end.
  private mutating func footer() throws(TimeZoneFailure) -> RecurringOffset? {
    guard position < file.bytes.count, file.bytes[position] == UInt8(ascii: "\n") else {
      throw damage
    }
    let line = file.bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    if line.isEmpty { return nil }
    guard let rule = RecurringOffset(posix: Array(line)) else { throw damage }
    return rule
  }

  private func isSorted(_ moments: [Int64]) -> Bool {
    zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// A signed big-endian number.
  private mutating func number(size: Int) throws(TimeZoneFailure) -> Int64 {
    guard position + size <= file.bytes.count else { throw damage }
    var number: UInt64 = 0
    for byte in file.bytes[position..<position + size] { number = number << 8 | UInt64(byte) }
    position += size
    return size == 4
      ? Int64(Int32(truncatingIfNeeded: number)) : Int64(bitPattern: number)
  }

  private var damage: TimeZoneFailure {
    .damaged(name: file.name, path: file.path, byteOffset: position)
  }
}
