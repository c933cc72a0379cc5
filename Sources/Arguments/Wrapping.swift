/// Breaks text into lines at its spaces.
///
/// - Parameters:
///   - text: One paragraph.
///   - width: The number of characters of a line; a longer word gets a line of
///     its own, whole.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if line.isEmpty {
      line = String(word)
    } else if line.count + 1 + word.count <= width {
      line += " " + word
    } else {
      lines.append(line)
      line = String(word)
    }
  }
  return line.isEmpty ? lines : lines + [line]
}

/// Entries of two columns: what is typed, and what it means.
struct EntryList {
  /// One line or more of the list.
  struct Entry {
    let left: String
    /// Paragraphs.
    let right: [String]

    init(_ left: String, _ right: [String]) {
      self.left = left
      self.right = right
    }
  }

  /// The number of characters of a line.
  let width: Int
  /// Where the right side begins.
  let column: Int
  private(set) var lines: [String] = []

  init(width: Int, column: Int) {
    self.width = width
    self.column = column
  }

  /// The column at which the right sides of all entries line up, unless a
  /// left side is too wide for it.
  static func column(for entries: [Entry]) -> Int {
    let widest = entries.map(\.left.count).max() ?? 0
    return min(widest + 4, 32)
  }

  /// Adds an entry; a left side that is too wide stands on a line of its own.
  mutating func add(_ entry: Entry) {
    var block = entry.right.flatMap { wrapped($0, width: max(20, width - column)) }
    let left = "  " + entry.left
    if left.count + 2 <= column, !block.isEmpty {
      let padding = String(repeating: " ", count: column - left.count)
      lines.append(left + padding + block.removeFirst())
    } else {
      lines.append(left)
    }
    let indent = String(repeating: " ", count: column)
    lines += block.map { indent + $0 }
  }
}
