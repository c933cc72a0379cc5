internal import LogBytes
internal import TestSupport
internal import Testing

@Suite struct ByteInternerTests {
  /// The numbers of some keys, each of stretches; nil is a missing one.
  private func numbers(
    _ keys: [[String?]], _ interner: inout ByteInterner
  ) -> [(number: Int64, isNew: Bool)] {
    keys.map { key in
      let text = TextBuffer(Array(key.compactMap { $0 }.joined().utf8))
      var end: Int32 = 0
      let ranges = key.map { part in
        let range = TextRange(start: end, count: part.map { Int32($0.utf8.count) } ?? -1)
        end += max(0, range.count)
        return part == nil ? TextRange.none : range
      }
      return text.withBytes { text in
        switch ranges.count {
        case 2: interner.intern(TextKey(text, ranges[0], ranges[1]))
        case 3: interner.intern(TextKey(text, ranges[0], ranges[1], ranges[2]))
        default:
          interner.intern(
            TextKey(text, [ranges[0], ranges[1], ranges[2], ranges[3], ranges[4]], count: 5))
        }
      }
    }
  }

  @Test func `equal keys have equal numbers, counted from the first`() {
    var interner = ByteInterner(first: 7)
    let found = numbers([["a", "b"], ["a", "c"], ["a", "b"], ["", ""], ["a", "c"]], &interner)
    #expect(found.map(\.number) == [7, 8, 7, 9, 8])
    #expect(found.map(\.isNew) == [true, true, false, true, false])
    #expect(interner.next == 10)
  }

  @Test func `keys whose bytes run together differ by their parts`() {
    var interner = ByteInterner(first: 0)
    let keys: [[String?]] = [
      ["ab", "c"], ["a", "bc"], ["abc", ""], ["", "abc"], ["abc", nil], [nil, "abc"], [nil, nil],
      ["", nil], [nil, ""], ["", ""], ["\u{3}\0\0\0", "x"], ["", "\u{3}\0\0\0x"],
    ]
    #expect(numbers(keys, &interner).map(\.number) == Array(0..<12))
    #expect(numbers(keys, &interner).map(\.isNew) == Array(repeating: false, count: 12))
  }

  @Test func `keys of five parts differ in each`() {
    var interner = ByteInterner(first: 0)
    let key: [String?] = ["a", "b", "c", "d", "e"]
    let others = key.indices.map { index in
      key.enumerated().map { $0 == index ? nil : $1 }
    }
    #expect(numbers([key] + others, &interner).map(\.number) == [0, 1, 2, 3, 4, 5])
    #expect(numbers([key], &interner).map(\.isNew) == [false])
  }

  @Test func `what recurs keeps its number however much passes by`() {
    var interner = ByteInterner(first: 0, slots: 64, bytes: 1 << 20)
    for round in 0..<500 {
      let found = numbers([["always", "there"], ["\(round)", nil]], &interner)
      #expect(found[0].number == 0)
      #expect(found[1].isNew)
    }
  }

  @Test(arguments: [(64, 1 << 20), (1 << 16, 600)])
  func `what does not recur is forgotten, and its number is not given again`(
    slots: Int, bytes: Int
  ) {
    var interner = ByteInterner(first: 0, slots: slots, bytes: bytes)
    let keys: [[String?]] = (0..<200).map { ["key \($0)", nil] }
    #expect(numbers(keys, &interner).map(\.number) == Array(0..<200))
    let again = numbers([["key 0", nil], ["key 199", nil]], &interner)
    #expect(again.map(\.number) == [200, 199])
    #expect(again.map(\.isNew) == [true, false])
  }

  @Test func `a key larger than the limit is a key like any other`() {
    var interner = ByteInterner(first: 0, slots: 64, bytes: 100)
    let large = String(repeating: "x", count: 10_000)
    let found = numbers([[large, nil], ["a", nil], [large, nil], ["a", nil]], &interner)
    #expect(found.map(\.number) == [0, 1, 0, 1])
  }

  @Test func `a number is never another key's, whatever is forgotten`() {
    var generator = SeededGenerator(seed: 3)
    var interner = ByteInterner(first: 0, slots: 32, bytes: 400)
    var keyOf: [Int64: [String?]] = [:]
    for _ in 0..<20_000 {
      let key: [String?] = (0..<3).map { _ in
        generator.pick([nil, "", "a", "b", "ab", "\0", "a rather long text", "é"])
      }
      let found = numbers([key], &interner)[0]
      #expect(found.isNew == (keyOf[found.number] == nil))
      if let known = keyOf[found.number], known != key {
        Issue.record("\(generator): \(known) and \(key) are both \(found.number)")
        return
      }
      keyOf[found.number] = key
    }
    #expect(keyOf.count > 512)
  }

  /// Case files hold these numbers; they were computed by another program.
  @Test(
    arguments: [
      ("", 0x0, 0x025E100CBA525A07),
      ("audit", 0x0, 0x647EDA5ACECF5E1D),
      ("exactly sixteen!", 0x0, 0x182EBCF3C5E10AB1),
      ("a text of more than thirty-two bytes, é", 0x0, 0x2F6873E728D7FC41),
      ("audit", 0x5EED, 0xB333B64CB0BD1E05),
    ] as [(String, UInt64, UInt64)])
  func `a hash never changes`(text: String, seed: UInt64, hash: UInt64) {
    #expect(ByteHash.of(text, seed: seed) == hash)
  }
}
