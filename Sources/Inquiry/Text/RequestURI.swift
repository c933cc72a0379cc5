/// A request URI as logged: a path and the query behind it.
struct RequestURI {
  /// One `name=value` of a query, decoded.
  struct Parameter: Equatable {
    let name: String
    let value: String
  }

  private let text: Substring.UTF8View
  private let mark: Substring.UTF8View.Index?

  init(_ text: String) {
    self.text = text[...].utf8
    mark = self.text.firstIndex(of: UInt8(ascii: "?"))
  }

  /// Whether anything stands behind the path.
  var hasQuery: Bool { mark != nil }

  /// The path, as logged.
  var path: Substring { Substring(text[..<(mark ?? text.endIndex)]) }

  /// The path and the query from the first occurrence of a text on, without
  /// that text; nil where it is not in the path.
  func tail(behind marker: StaticString) -> String? {
    let path = String(path)
    guard let range = path.firstRange(of: "\(marker)") else { return nil }
    let query = mark.map { String(Substring(text[$0...])) } ?? ""
    return path[range.upperBound...] + query
  }

  /// The parameters in order.
  var parameters: [Parameter] {
    guard let mark else { return [] }
    return text[text.index(after: mark)...].split(separator: UInt8(ascii: "&")).map { pair in
      let halves = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(
        name: Self.decoded(halves[0]), value: halves.count > 1 ? Self.decoded(halves[1]) : "")
    }
  }

  /// The value of the first parameter of a name.
  func value(of name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Undoes percent signs, and `+` for a blank; what is no such escape stays.
  static func decoded(_ spelled: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(spelled.count)
    var rest = spelled
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"): bytes.append(escaped(&rest) ?? byte)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escaped(_ rest: inout Substring.UTF8View) -> UInt8? {
    var ahead = rest
    guard let high = ahead.popFirst().flatMap(digit), let low = ahead.popFirst().flatMap(digit)
    else { return nil }
    rest = ahead
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
