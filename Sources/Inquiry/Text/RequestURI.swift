/// A request URI as logged: a path and the query behind it.
struct RequestURI {
  /// One `name=value` of a query, decoded.
  struct Parameter: Equatable {
    let name: String
    let value: String
  }

  private let text: String
  /// The offset of the question mark, or the text's length.
  private let pathLength: Int

  init(_ text: String) {
    self.text = text
    pathLength = TextSearch.offset(of: "?", in: text) ?? text.utf8.count
  }

  /// Whether anything stands behind the path.
  var hasQuery: Bool { pathLength < text.utf8.count }

  /// Whether the path ends so.
  func pathEnds(_ end: String) -> Bool {
    text.utf8.prefix(pathLength).suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  /// Path and query behind a part of the path; nil where the path has it not.
  func tail(behind marker: StaticString) -> String? {
    guard let offset = TextSearch.offset(of: marker, in: text), offset < pathLength else {
      return nil
    }
    return String(TextSearch.text(behind: offset + marker.utf8CodeUnitCount, in: text))
  }

  /// The parameters of some names, in order.
  ///
  /// - Parameter isWanted: judges a name's length first, for most parameters
  ///   are not worth decoding.
  func parameters(named names: ParameterNames) -> [Parameter] {
    guard hasQuery else { return [] }
    var found: [Parameter] = []
    var rest = text.utf8.dropFirst(pathLength + 1)
    while let start = rest.first {
      if start == UInt8(ascii: "&") {
        rest = rest.dropFirst()
        continue
      }
      let pair = rest.prefix { $0 != UInt8(ascii: "&") }
      rest = rest[pair.endIndex...]
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      guard names.mayHold(length: name.count) else { continue }
      let decoded = Self.decoded(name)
      guard names.contains(decoded) else { continue }
      found.append(
        Parameter(name: decoded, value: Self.decoded(pair[name.endIndex...].dropFirst())))
    }
    return found
  }

  /// The value of the first parameter of a name.
  func value(of name: String) -> String? {
    parameters(named: ParameterNames([name])).first?.value
  }

  /// Undoes percent signs, and `+` for a blank; what is no such escape stays.
  static func decoded(_ spelled: Substring.UTF8View) -> String {
    let isPlain = spelled.allSatisfy { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+") }
    if isPlain { return String(Substring(spelled)) }
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

/// Names of parameters that are looked for.
struct ParameterNames {
  private let names: Set<String>
  /// A bit for each length that one of them has, so that most need no look.
  private let lengths: UInt64

  init(_ names: Set<String>) {
    self.names = names
    lengths = names.reduce(0) { $0 | 1 << UInt64(min($1.utf8.count, 63)) }
  }

  func mayHold(length: Int) -> Bool { lengths >> UInt64(min(length, 63)) & 1 == 1 }

  func contains(_ name: String) -> Bool { names.contains(name) }
}
