import Inquiry

@testable import Rendering

/// Repeatable randomness (SplitMix64); failures print its seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Texts as an attacker would choose them.
enum Hostile {
  private static let pieces = [
    "a", "web", " ", "  ", "=", "+", "-", "@", "'", "''", "\"", ",", ";", "|", "\t", "\r", "\n",
    "\r\n", "\u{0}", "\u{1b}[31m", "\u{7f}", "\u{85}", "\u{9b}", "\u{61c}", "\u{200b}",
    "\u{200d}", "\u{2028}", "\u{202e}", "\u{2060}", "\u{2066}", "\u{feff}", "\\", "\\u", "\\u{",
    "\\u{1b}", "\\\\u{5c}", "u{", "{", "}", "<b>", "&amp;", "&", "`", "](", "é", "日本", "👩‍💻",
    "e\u{301}", "\u{10ffff}", "=1+1", "/", "null", "true", "12", "ＡＢ", "＝",
  ]

  static func text(using generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...8, using: &generator)
    return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  static func texts(seed: UInt64, count: Int = 2000) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in text(using: &generator) }
  }

  /// Whether a line has a character that must not reach a terminal.
  static func isHarmful(_ line: some StringProtocol) -> Bool {
    line.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060,
        0x2066...0x2069, 0xFEFF:
        true
      default: false
      }
    }
  }
}

/// What a format writes for rows, all of it.
func rendered(
  _ format: OutputFormat, _ columns: [Column], _ rows: [[Value]],
  options: RenderingOptions = RenderingOptions()
) -> String {
  var bytes: [UInt8] = []
  var writer = RowWriter(format, columns: columns, options: options) { (block: [UInt8]) in
    bytes += block
  }
  writer.begin()
  for row in rows { writer.write(row) }
  writer.end()
  return String(decoding: bytes, as: UTF8.self)
}

/// Columns of these names.
func columns(_ names: String...) -> [Column] { names.map { Column($0) } }
