/// What is known of one object from the bodies so far.
struct ObjectState {
  /// One field that a request changed, or asked to change.
  struct Change: Equatable {
    let path: String
    /// Nil where it was not there.
    let old: String?
    /// Nil where it is taken away.
    let new: String?
    /// Whether `old` is known.
    let isOldKnown: Bool
  }

  private var fields: FieldList?
  /// Whether that is all the fields, the server's defaults too.
  private var isComplete = false

  /// Whether all the fields are known.
  var isKnown: Bool { fields != nil && isComplete }

  /// Owners that the object names, as `replicasets/web-7d9f`.
  private(set) var owners: [ObjectOwner] = []
  private(set) var labels: [String: String] = [:]

  /// Takes what a request said, and tells what that changed.
  ///
  /// - Parameters:
  ///   - asked: the body of the request: an object, or for a patch a part of one
  ///     or an array of operations.
  ///   - answer: the object that the server answered with.
  ///   - isPatch: whether `asked` is partial.
  ///   - isDone: whether the request was carried out.
  mutating func take(
    asked: JSONTree?, answer: JSONTree?, isPatch: Bool, isDone: Bool
  ) -> [Change] {
    let answer = answer?["kind"]?.text == "Status" ? nil : answer
    let changes = changes(asked, answer, isPatch)
    guard isDone else { return changes }
    if let whole = answer ?? (isPatch ? nil : asked) {
      fields = FieldList(whole)
      isComplete = answer != nil
      read(whole)
    } else {
      for change in changes { fields?.set(change.path, change.new) }
    }
    return changes
  }

  /// Forgets the object: it was deleted.
  mutating func end() { self = ObjectState() }

  /// Sets one field.
  mutating func set(_ path: String, to value: String, isDone: Bool) -> [Change] {
    let change = change(path, to: value)
    if isDone { fields?.set(path, value) }
    return change.map { [$0] } ?? []
  }

  private mutating func read(_ object: JSONTree) {
    let metadata = object["metadata"]
    owners = (metadata?["ownerReferences"]?.elements ?? []).compactMap(ObjectOwner.init)
    labels = Dictionary(
      (metadata?["labels"]?.members ?? []).compactMap { member in
        member.value.text.map { (member.key, $0) }
      }, uniquingKeysWith: { _, last in last })
  }

  private func changes(_ asked: JSONTree?, _ answer: JSONTree?, _ isPatch: Bool) -> [Change] {
    if let fields, isComplete, let answer { return Self.difference(fields, FieldList(answer)) }
    guard let asked else {
      guard let fields, let answer else { return [] }
      return Self.difference(fields, FieldList(answer)).filter { $0.old != nil }
    }
    if case .array(let operations) = asked { return operations.compactMap(change) }
    let wanted = FieldList(asked)
    if !isPatch, let fields {
      let all = Self.difference(fields, wanted)
      // What one sends back has the defaults that another left out.
      return isComplete ? all : all.filter { $0.old != nil && $0.new != nil }
    }
    let answered = answer.map(FieldList.init)
    return wanted.paths.compactMap { path in
      let spelled = wanted.values[path] ?? ""
      let isRemoval = isPatch && spelled == "null"
      let new = isRemoval ? nil : answered?.values[path] ?? spelled
      return change(path, to: new)
    }
  }

  private func change(_ path: String, to new: String?) -> Change? {
    guard let fields else { return Change(path: path, old: nil, new: new, isOldKnown: false) }
    let old = fields.values[path]
    if old == new, isComplete || old != nil { return nil }
    return Change(path: path, old: old, new: new, isOldKnown: old != nil || isComplete)
  }

  /// What one operation of a JSON patch (RFC 6902) does.
  private func change(_ operation: JSONTree) -> Change? {
    guard let word = operation["op"]?.text, word != "test",
      let pointer = operation["path"]?.text
    else { return nil }
    let path = fields?.pointers[pointer] ?? Self.path(of: pointer)
    let value = operation["value"].map { $0.scalar ?? $0.brief }
    if let last = path.split(separator: ".").last, Noise.isNoise(String(last), under: "") {
      return nil
    }
    return change(path, to: word == "remove" ? nil : value ?? operation["from"]?.text ?? "")
  }

  /// `/spec/replicas` is `spec.replicas`.
  private static func path(of pointer: String) -> String {
    pointer.split(separator: "/").map {
      $0.replacing("~1", with: "/").replacing("~0", with: "~")
    }.joined(separator: ".")
  }

  private static func difference(_ old: FieldList, _ new: FieldList) -> [Change] {
    var changes: [Change] = []
    for path in new.paths where old.values[path] != new.values[path] {
      changes.append(
        Change(path: path, old: old.values[path], new: new.values[path], isOldKnown: true))
    }
    for path in old.paths where new.values[path] == nil {
      changes.append(Change(path: path, old: old.values[path], new: nil, isOldKnown: true))
    }
    return changes
  }
}

/// An owner that an object names.
struct ObjectOwner: Hashable {
  let kind: String
  let name: String
  let uid: String

  init?(_ reference: JSONTree) {
    guard let name = reference["name"]?.text else { return nil }
    self.name = name
    kind = reference["kind"]?.text ?? ""
    uid = reference["uid"]?.text ?? ""
  }
}

extension JSONTree {
  /// A value with parts, in short: its leaves.
  var brief: String {
    let fields = FieldList(self)
    return fields.paths.prefix(8).map { "\($0)=\(fields.values[$0] ?? "")" }
      .joined(separator: ", ")
  }
}
