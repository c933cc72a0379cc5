internal import LogBytes
internal import TestSupport

/// Bytes that are hard to frame, made from a seed.
enum TokenSoup {
  private static let tokens: [String] = [
    "{", "}", "[", "]", "\"", ":", ",", "\n", "\n", "\n", " ", "  ", "\t", "\r\n", "\\", "\0",
    "\0\0\0", "\u{FEFF}", "1", "-", "true", "null", "nul", "\"a\"", "\"a\":", "\"a\":1",
    "\"auditID\":\"x\"", "\"items\":[", "{\"items\":[", "{\"kind\":\"EventList\",\"items\":[",
    "{\"a\":1}", "{\"a\":1}\n", "{\"a\":[\n", "{\"a\":{\n", "{\"a\":\n", "{\"b\":{\"c\":[1,2]}}\n",
    "\n  {\n", "\n  }\n", "\n{\n", "\n}\n", "\n  {\"a\":1}", ",\n", "I0102 klog line\n", "\"\\u00",
    "\"long long long long text\"", "é", "{\"a\":\"\u{1F600}\"}", "]}\n", "],\"b\":[\n", "},{",
  ]

  /// Tokens of JSON and of what surrounds it, in any order.
  static func make(_ generator: inout SeededGenerator, tokens count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    let favourites = (0..<6).map { _ in generator.pick(tokens) }
    for _ in 0..<count {
      bytes += Array(
        (generator.oneIn(2) ? generator.pick(favourites) : generator.pick(tokens)).utf8)
    }
    return bytes
  }

  /// Bytes with a few of them changed, cut out, doubled or put in.
  static func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<1 + generator.below(6) where !bytes.isEmpty {
      let place = generator.below(bytes.count)
      let end = min(bytes.count, place + 1 + generator.below(60))
      switch generator.below(6) {
      case 0: bytes[place] = UInt8(generator.below(256))
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(contentsOf: Array(generator.pick(tokens).utf8), at: place)
      case 4: bytes.insert(0x0A, at: place)
      default: bytes.insert(contentsOf: bytes.prefix(generator.below(bytes.count)), at: place)
      }
    }
    return bytes
  }

  /// Ends of blocks that a source may come in, the last its own.
  static func blocks(_ generator: inout SeededGenerator, of count: Int) -> [Int] {
    let size = generator.pick([1, 3, 8, 40, 300])
    var ends: [Int] = []
    var end = 0
    while end < count {
      end = min(count, end + generator.below(2 * size + 1))
      ends.append(end)
    }
    return ends.isEmpty || generator.oneIn(4) ? ends + [count] : ends
  }
}
