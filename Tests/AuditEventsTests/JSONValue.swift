internal import Foundation

/// A JSON value as Foundation reads it.
enum JSONValue: Equatable, CustomStringConvertible {
  case null
  case bool(Bool)
  /// As Foundation spells it.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads a text; nil where there is none or it is no JSON.
  init?(_ text: String?) {
    guard let text else { return nil }
    self.init(bytes: Array(text.utf8))
  }

  init?(bytes: [UInt8]) {
    let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: options) else {
      return nil
    }
    self.init(foundation: value)
  }

  private init(foundation value: Any) {
    switch value {
    case let text as String: self = .string(text)
    case let number as NSNumber:
      let isBool = String(cString: number.objCType) == "c"
      self = isBool ? .bool(number.boolValue) : .number(number.stringValue)
    case let values as [Any]: self = .array(values.map(JSONValue.init(foundation:)))
    case let members as [String: Any]:
      self = .object(members.mapValues(JSONValue.init(foundation:)))
    default: self = .null
    }
  }

  /// The same for equal values.
  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let spelled): spelled
    case .string(let text): text.debugDescription
    case .array(let values): "[\(values.map(\.description).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\($0.debugDescription):\($1)" }.sorted().joined(separator: ","))}"
    }
  }

  /// A member, if this is an object that has it and it is not null.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members[key], value != .null else {
      return nil
    }
    return value
  }

  var array: [JSONValue]? {
    if case .array(let values) = self { return values }
    return nil
  }

  /// What a scalar says.
  var text: String? {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .number(let spelled): spelled
    case .string(let text): text
    default: nil
    }
  }
}
