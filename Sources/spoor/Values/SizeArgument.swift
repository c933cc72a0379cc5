/// A number of bytes as it is typed: `16MiB`, `500KB`, `4096`.
enum SizeArgument {
  /// Reads a size in bytes.
  ///
  /// `K`, `Ki` and `KiB` (likewise M, G, T) are powers of 1024, as `ls`, `dd`
  /// and `sort` take them; `KB`, `MB`, `GB`, `TB` are powers of 1000, as disks
  /// are sold. Case does not matter. A number alone, or with `B`, is bytes.
  static func bytes(_ text: String) throws(ValueError) -> Int64 {
    var reader = DigitReader(text)
    let (number, digits) = reader.number()
    guard digits > 0, let unit = unit(reader.letters().lowercased()), reader.isAtEnd else {
      throw .malformed(text, .size)
    }
    guard let bytes = number?.times(unit) else { throw .outOfRange(text, .size) }
    return bytes
  }

  private static func unit(_ letters: String) -> Int64? {
    switch letters {
    case "", "b": 1
    case "k", "ki", "kib": 1 << 10
    case "m", "mi", "mib": 1 << 20
    case "g", "gi", "gib": 1 << 30
    case "t", "ti", "tib": 1 << 40
    case "kb": 1000
    case "mb": 1_000_000
    case "gb": 1_000_000_000
    case "tb": 1_000_000_000_000
    default: nil
    }
  }
}
