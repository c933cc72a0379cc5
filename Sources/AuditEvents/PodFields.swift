internal import LogBytes

/// The fields of a pod's specification that facts are made of, each where it
/// stands first; found in one pass, for specifications are long.
struct PodFields: BodyFields {
  var hostNetwork = TextRange.none
  var hostPID = TextRange.none
  var hostIPC = TextRange.none
  var serviceAccount = TextRange.none
  var nodeName = TextRange.none
  var securityContext = TextRange.none
  var volumes = TextRange.none
  var containers = TextRange.none
  var initContainers = TextRange.none
  var ephemeralContainers = TextRange.none

  mutating func set(_ text: TextBytes, _ key: TextRange, to value: TextRange) -> Bool {
    let start = Int(key.start)
    func says(_ word: StaticString) -> Bool {
      text.matches(word, at: start, count: Int(key.count))
    }
    switch key.count {
    case 7 where says("volumes"): Self.put(value, in: &volumes)
    case 7 where says("hostPID"): Self.put(value, in: &hostPID)
    case 7 where says("hostIPC"): Self.put(value, in: &hostIPC)
    case 8 where says("nodeName"): Self.put(value, in: &nodeName)
    case 10 where says("containers"): Self.put(value, in: &containers)
    case 11 where says("hostNetwork"): Self.put(value, in: &hostNetwork)
    case 14 where says("initContainers"): Self.put(value, in: &initContainers)
    case 15 where says("securityContext"): Self.put(value, in: &securityContext)
    case 18 where says("serviceAccountName"): Self.put(value, in: &serviceAccount)
    case 19 where says("ephemeralContainers"): Self.put(value, in: &ephemeralContainers)
    default: return false
    }
    return true
  }
}

/// The fields of a container that facts are made of.
struct ContainerFields: BodyFields {
  var name = TextRange.none
  var image = TextRange.none
  var securityContext = TextRange.none

  mutating func set(_ text: TextBytes, _ key: TextRange, to value: TextRange) -> Bool {
    let start = Int(key.start)
    switch key.count {
    case 4 where text.matches("name", at: start, count: 4): Self.put(value, in: &name)
    case 5 where text.matches("image", at: start, count: 5): Self.put(value, in: &image)
    case 15 where text.matches("securityContext", at: start, count: 15):
      Self.put(value, in: &securityContext)
    default: return false
    }
    return true
  }
}

/// Fields of an object, each where it stands first.
protocol BodyFields {
  init()

  /// Puts a value where its key belongs, if it belongs anywhere.
  mutating func set(_ text: TextBytes, _ key: TextRange, to value: TextRange) -> Bool
}

extension BodyFields {
  static func put(_ value: TextRange, in field: inout TextRange) {
    if field.isNone { field = value }
  }
}

extension FactReader {
  /// The fields of an object.
  mutating func fields<Fields: BodyFields>(of object: TextRange) -> Fields {
    var fields = Fields()
    let text = text
    JSONValueReader.forEachMember(text, object, scanner: &scanner) { member in
      let key = TextRange(start: member.keyStart, count: member.keyCount)
      let value = TextRange(start: member.valueStart, count: member.valueCount)
      if !fields.set(text, key, to: value) {
        text.unescapingIfNeeded(key) { _ = fields.set($0, $1, to: value) }
      }
      return true
    }
    return fields
  }

  /// Whether a value is `true`.
  func isTrue(_ value: TextRange) -> Bool {
    value.count == 4 && text[Int(value.start)] == UInt8(ascii: "t")
  }
}
