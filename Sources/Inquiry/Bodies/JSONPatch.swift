/// A patch that is a list of operations (RFC 6902).
struct JSONPatch {
  /// What an operation does at its place.
  private enum Edit {
    case add(JSONTree)
    case replace(JSONTree)
    case remove
  }

  let operations: [JSONTree]

  /// The object after the patch, and what operations asked for at places that
  /// are not known.
  func applied(to object: JSONTree) -> (object: JSONTree, asked: [ObjectState.Change]) {
    var object = object
    var asked: [ObjectState.Change] = []
    for operation in operations {
      if let changed = Self.applied(operation, to: object) {
        object = changed
      } else {
        asked += Self.asked(operation)
      }
    }
    return (object, asked)
  }

  /// What the operations ask for, where nothing is known of the object.
  var asked: [ObjectState.Change] { operations.flatMap(Self.asked) }

  /// Nil where the place of an operation is not known.
  private static func applied(_ operation: JSONTree, to object: JSONTree) -> JSONTree? {
    let steps = steps(operation["path"]?.text ?? "")
    let from = operation["from"]?.text.map(Self.steps)
    switch operation["op"]?.text {
    case "add": return operation["value"].flatMap { edited(object, steps[...], .add($0)) }
    case "replace": return operation["value"].flatMap { edited(object, steps[...], .replace($0)) }
    case "remove": return edited(object, steps[...], .remove)
    case "copy":
      guard let from, let value = value(at: from, in: object) else { return nil }
      return edited(object, steps[...], .add(value))
    case "move":
      guard let from, let value = value(at: from, in: object),
        let rest = edited(object, from[...], .remove)
      else { return nil }
      return edited(rest, steps[...], .add(value))
    default: return object
    }
  }

  private static func value(at steps: [String], in object: JSONTree) -> JSONTree? {
    steps.reduce(object) { (tree: JSONTree?, step) in
      guard case .array(let elements)? = tree else { return tree?[step] }
      return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    }
  }

  private static func edited(
    _ tree: JSONTree, _ steps: ArraySlice<String>, _ edit: Edit
  ) -> JSONTree? {
    guard let step = steps.first else {
      switch edit {
      case .add(let value), .replace(let value): return value
      case .remove: return nil
      }
    }
    let rest = steps.dropFirst()
    switch tree {
    case .object(var members):
      let place = members.firstIndex { $0.key == step }
      if rest.isEmpty, case .remove = edit {
        guard let place else { return nil }
        members.remove(at: place)
        return .object(members)
      }
      // What is known may lack what the server filled in.
      let inner = place.map { members[$0].value } ?? (rest.first == "-" ? .array([]) : .object([]))
      guard let value = edited(inner, rest, edit) else { return nil }
      let changed = JSONTree.Member(key: step, value: value)
      if let place { members[place] = changed } else { members.append(changed) }
      return .object(members)
    case .array(let elements): return edited(elements, step, rest, edit)
    default: return nil
    }
  }

  private static func edited(
    _ elements: [JSONTree], _ step: String, _ rest: ArraySlice<String>, _ edit: Edit
  ) -> JSONTree? {
    var elements = elements
    if rest.isEmpty, case .add(let value) = edit {
      guard let index = step == "-" ? elements.count : Int(step), index <= elements.count,
        index >= 0
      else { return nil }
      elements.insert(value, at: index)
      return .array(elements)
    }
    guard let index = Int(step), elements.indices.contains(index) else { return nil }
    if rest.isEmpty, case .remove = edit {
      elements.remove(at: index)
    } else {
      guard let value = edited(elements[index], rest, edit) else { return nil }
      elements[index] = value
    }
    return .array(elements)
  }

  /// `/spec/replicas` is `spec` and `replicas`.
  private static func steps(_ pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }
}

extension JSONPatch {
  /// What an operation asks for, in words of its own.
  private static func asked(_ operation: JSONTree) -> [ObjectState.Change] {
    guard let word = operation["op"]?.text, let pointer = operation["path"]?.text else { return [] }
    let steps = steps(pointer)
    guard !isNoise(steps) else { return [] }
    let path = path(steps[...])
    switch word {
    case "remove": return [change(path, nil)]
    case "copy", "move":
      let from = Self.path(Self.steps(operation["from"]?.text ?? "")[...])
      let taken = word == "move" ? [change(from, nil)] : []
      let verb = word == "move" ? "stood" : "stands"
      var placed = change(path, "what \(verb) at \(from)")
      placed.isReference = true
      return taken + [placed]
    case "add", "replace":
      guard let value = operation["value"] else { return [] }
      return fields(of: value, at: steps)
    default: return []
    }
  }

  private static func change(_ path: String, _ new: String?) -> ObjectState.Change {
    ObjectState.Change(path: path, old: nil, new: new, isOldKnown: false)
  }

  private static func fields(of value: JSONTree, at steps: [String]) -> [ObjectState.Change] {
    let path = path(steps[...])
    if let scalar = value.scalar { return [change(path, scalar)] }
    let isElement = steps.last.map { $0 == "-" || Int($0) != nil } ?? false
    let list = FieldList(isElement ? .array([value]) : value)
    let parent = isElement ? Self.path(steps.dropLast()) : path
    let place = steps.last == "-" ? "+" : steps.last ?? ""
    return list.paths.map { inner in
      // An element that nothing tells apart has its place for a label.
      let isPlain = isElement && inner.hasPrefix("[0]")
      let label = isPlain ? "[\(place)]" + inner.dropFirst(3) : inner
      let joint = parent.isEmpty || label.isEmpty || label.hasPrefix("[") ? "" : "."
      return change(parent + joint + label, list.values[inner])
    }
  }

  /// As fields are written: `spec.containers[0].image`.
  private static func path(_ steps: ArraySlice<String>) -> String {
    steps.reduce("") { path, step in
      if step == "-" { return path + "[+]" }
      if Int(step) != nil, !path.isEmpty { return "\(path)[\(step)]" }
      return path.isEmpty ? step : "\(path).\(step)"
    }
  }

  private static func isNoise(_ steps: [String]) -> Bool {
    steps.indices.contains { index in
      Noise.isNoise(steps[index], under: path(steps[..<index]))
    }
  }
}
