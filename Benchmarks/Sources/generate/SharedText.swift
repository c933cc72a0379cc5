/// A text that many lines share, and the strings of the widest columns in it.
struct SharedText {
  let bytes: [UInt8]
  /// The strings in it, by the hashes that count them.
  fileprivate let strings: [(Column, UInt64)]
  fileprivate var isCounted = false

  init(_ text: String, _ strings: [(Column, String)]) {
    bytes = Array(text.utf8)
    self.strings = strings.map { column, string in
      (column, Array(string.utf8).withUnsafeBufferPointer { contentHash($0[...]) })
    }
  }
}

/// A table of shared texts, in the order in which they came up.
struct SharedTexts {
  private var texts: [SharedText] = []

  subscript(index: Int32) -> [UInt8] { texts[Int(index)].bytes }

  /// Adds a text and returns its place.
  mutating func append(_ text: SharedText) -> Int32 {
    texts.append(text)
    return Int32(texts.count - 1)
  }

  /// Counts the strings of a text the first time that it is written.
  mutating func count(_ index: Int32, in distinct: inout DistinctStrings) {
    guard !texts[Int(index)].isCounted else { return }
    texts[Int(index)].isCounted = true
    for (column, hash) in texts[Int(index)].strings { distinct.insert(hash, in: column) }
  }
}

/// A string as JSON, for the few characters that names and messages hold.
func quoted(_ text: String) -> String {
  var result = "\""
  for character in text {
    switch character {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "&": result += "\\u0026"
    case "<": result += "\\u003c"
    case ">": result += "\\u003e"
    default: result.append(character)
    }
  }
  return result + "\""
}
