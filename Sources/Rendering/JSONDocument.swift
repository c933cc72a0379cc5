/// A small JSON value to be written as one document, keys in order.
public indirect enum JSONDocument: Sendable, Equatable {
  case null
  case flag(Bool)
  case integer(Int64)
  /// Written with three decimals.
  case real(Double)
  case text(String)
  case array([JSONDocument])
  case object([(key: String, value: JSONDocument)])

  /// A text, or null.
  public static func optional(_ text: String?) -> JSONDocument {
    text.map(JSONDocument.text) ?? .null
  }

  /// The document, indented by two spaces, a newline at its end.
  public var written: String {
    var out: [UInt8] = []
    append(to: &out, depth: 0)
    out.append(UInt8(ascii: "\n"))
    return String(decoding: out, as: UTF8.self)
  }

  /// The document on one line, without a newline at its end.
  public var oneLine: String {
    written.split(separator: "\n").map { line in
      String(line.drop { $0 == " " })
    }.joined()
  }

  /// Equality by what would be written.
  public static func == (left: JSONDocument, right: JSONDocument) -> Bool {
    left.written == right.written
  }

  private func append(to out: inout [UInt8], depth: Int) {
    switch self {
    case .null: out.append(ascii: "null")
    case .flag(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): out.append(contentsOf: String(number).utf8)
    case .real(let number): out.append(contentsOf: Self.decimal(number).utf8)
    case .text(let text): JSONString.append(text.utf8.span, to: &out)
    case .array(let elements):
      Self.append("[", "]", elements.map { (nil, $0) }, to: &out, depth: depth)
    case .object(let members):
      Self.append("{", "}", members.map { ($0.key, $0.value) }, to: &out, depth: depth)
    }
  }

  private static func append(
    _ open: String, _ close: String, _ items: [(String?, JSONDocument)], to out: inout [UInt8],
    depth: Int
  ) {
    out.append(contentsOf: open.utf8)
    for (index, (key, value)) in items.enumerated() {
      out.append(contentsOf: (index == 0 ? "\n" : ",\n").utf8)
      out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth + 2))
      if let key {
        JSONString.append(key.utf8.span, to: &out)
        out.append(ascii: ": ")
      }
      value.append(to: &out, depth: depth + 1)
    }
    if !items.isEmpty {
      out.append(UInt8(ascii: "\n"))
      out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
    out.append(contentsOf: close.utf8)
  }

  private static func decimal(_ number: Double) -> String {
    let thousandths = Int64((number * 1000).rounded())
    let fraction = String(thousandths.magnitude % 1000)
    let padding = String(repeating: "0", count: 3 - fraction.count)
    return "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000).\(padding)\(fraction)"
  }
}
