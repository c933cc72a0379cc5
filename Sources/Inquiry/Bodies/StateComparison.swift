/// Compares what is known of an object with what a request asked for and what
/// the server answered.
///
/// Only what a request asked for is its author's. What the answer has beyond
/// that was changed by a request before it, or by the server.
struct StateComparison {
  typealias Change = ObjectState.Change

  let known: ObjectState
  /// The whole object, if the server answered with it.
  let answer: JSONTree?
  let form: ObjectState.Form
  let keys: MergeKeys?

  /// What a request tells, and the object as it is to be by its body, where
  /// that can be said.
  func told(_ asked: JSONTree?) -> (told: ObjectState.Told, expected: JSONTree?) {
    guard let tree = known.tree, let fields = known.fields else { return (unknown(asked), nil) }
    guard let asked else { return (withoutRequest(fields), nil) }
    let expectations = expectations(asked, tree)
    var best = judged(expectations[0], fields)
    // The log does not say which kind of patch it is; the answer does.
    for expectation in expectations.dropFirst() where !best.others.isEmpty {
      let told = judged(expectation, fields)
      if told.others.count < best.others.count { best = told }
    }
    return (best, expectations[0].object)
  }

  /// An object as a request wants it.
  private struct Expectation {
    let object: JSONTree
    /// What it wants of places that are not known.
    var asked: [Change] = []
  }

  private func expectations(_ asked: JSONTree, _ tree: JSONTree) -> [Expectation] {
    guard form != .whole else { return [Expectation(object: asked.withTextData)] }
    if case .array(let operations) = asked {
      let (object, rest) = JSONPatch(operations: operations).applied(to: tree)
      return [Expectation(object: object.withTextData, asked: rest)]
    }
    let removals = known.isComplete ? [] : unknownRemovals(asked)
    // Kinds of patches differ in what they do to lists.
    let kinds = keys != nil && asked.holdsList ? [keys, nil] : [keys]
    return kinds.map {
      let object = MergePatch(keys: $0).applied(asked, to: tree)
      return Expectation(object: object.withTextData, asked: removals)
    }
  }

  /// What a patch takes away though it was not known to be there.
  private func unknownRemovals(_ asked: JSONTree) -> [Change] {
    let paths = known.fields?.paths ?? []
    return MergePatch.asked(asked).filter { removal in
      let list = removal.path.lastIndex(of: "[").map { removal.path[...$0] }
      return removal.new == nil
        && !paths.contains { path in
          path.isAt(removal.path) || removal.path.isAt(path)
            || list.map { path.hasPrefix($0) } ?? false
        }
    }.map { Change(path: $0.path, old: nil, new: nil, isOldKnown: false) }
  }

  private func judged(_ expectation: Expectation, _ fields: FieldList) -> ObjectState.Told {
    let expected = FieldList(expectation.object)
    let wanted = difference(fields, expected)
    guard let answer else { return ObjectState.Told(own: expectation.asked + wanted) }
    let answered = FieldList(answer)
    var told = ObjectState.Told()
    let isWanted = Set(wanted.map(\.path))
    let added = Parents(of: wanted.filter { $0.old == nil }.map(\.path), notOf: fields.paths)
    for change in difference(fields, answered) {
      if isWanted.contains(change.path) || form == .apply && change.new == nil {
        told.own.append(change)
      } else if change.old == nil, added.hold(change.path) {
        if !ChangeTexts.isUsual(change) { told.own.append(change) }
      } else if known.isComplete || change.old != nil && change.new != nil {
        told.others.append(change)
      }
    }
    told.own = expectation.asked + told.own
    told.origin = origin(of: told, answer)
    return told
  }

  /// A request with a whole object replaces what others changed; and a server
  /// that counts the changes of an object tells whether there were any.
  private func origin(of told: ObjectState.Told, _ answer: JSONTree) -> ObjectState.Origin {
    if form == .whole { return .server }
    guard let before = known.generation,
      let after = answer["metadata"]?["generation"]?.scalar.flatMap({ Int($0) }),
      !told.others.contains(where: { $0.path.hasPrefix("metadata.") })
    else { return .before }
    let own = told.own.contains { !$0.path.hasPrefix("metadata.") } ? 1 : 0
    return after - before > own ? .before : .server
  }

  /// Of a request whose body was not kept only the answer tells.
  private func withoutRequest(_ fields: FieldList) -> ObjectState.Told {
    guard let answer else { return ObjectState.Told() }
    let all = difference(fields, FieldList(answer))
    let certain = known.isComplete ? all : all.filter { $0.old != nil && $0.new != nil }
    return ObjectState.Told(others: certain, origin: .either)
  }

  /// What a request asks for, where nothing is known of the object.
  private func unknown(_ asked: JSONTree?) -> ObjectState.Told {
    guard let asked else { return ObjectState.Told() }
    if form != .whole, case .array(let operations) = asked {
      return ObjectState.Told(own: JSONPatch(operations: operations).asked)
    }
    let answered = answer.map(FieldList.init)
    let wanted: [(path: String, new: String?)]
    if form == .whole {
      let fields = FieldList(asked)
      wanted = fields.paths.map { ($0, fields.values[$0]) }
    } else {
      wanted = MergePatch.asked(asked)
    }
    return ObjectState.Told(
      own: wanted.map { path, new in
        Change(
          path: path, old: nil, new: new == nil ? nil : answered?.values[path] ?? new,
          isOldKnown: false)
      })
  }

  /// The fields that differ; of one that was not there, the old value is known
  /// if all the fields are.
  private func difference(_ old: FieldList, _ new: FieldList) -> [Change] {
    var changes: [Change] = []
    lazy var parents = Set(old.paths.flatMap { $0.parents + [$0] })
    for path in new.paths where old.values[path] != new.values[path] {
      // Nothing in it, and something: the fields tell.
      if new.values[path] == "{}", old.hasInside(path) { continue }
      let isOldKnown =
        old.values[path] != nil || known.isComplete || path.isNewElement(among: parents)
      let change = Change(
        path: path, old: old.values[path], new: new.values[path], isOldKnown: isOldKnown)
      // What one sends back has the defaults that another left out.
      if change.isOldKnown || !ChangeTexts.isUsual(change) { changes.append(change) }
    }
    for path in old.paths where new.values[path] == nil {
      if old.values[path] == "{}", new.hasInside(path) { continue }
      changes.append(Change(path: path, old: old.values[path], new: nil, isOldKnown: true))
    }
    return changes
  }
}

/// The parts of an object that came with a request.
private struct Parents {
  private var paths: Set<String> = []

  init(of added: [String], notOf known: [String]) {
    guard !added.isEmpty else { return }
    let old = Set(known.flatMap(\.parents))
    for path in added {
      for parent in path.parents where !old.contains(parent) { paths.insert(parent) }
    }
  }

  /// Whether a field is inside one of these.
  func hold(_ path: String) -> Bool { path.parents.contains(where: paths.contains) }
}

extension JSONTree {
  /// Whether a list is in it, at any depth.
  fileprivate var holdsList: Bool {
    if case .array = self { return true }
    return members.contains { $0.value.holdsList }
  }
}

extension String {
  /// `a.b[c].d` is inside `a.b[c]`, `a.b` and `a`.
  fileprivate var parents: [String] {
    indices.filter { self[$0] == "." || self[$0] == "[" }.map { String(self[..<$0]) }
      .filter { !$0.isEmpty }
  }

  /// Whether it is in an element that a list had not: the server fills in fields,
  /// not elements.
  fileprivate func isNewElement(among known: Set<String>) -> Bool {
    let steps = parents + [self]
    return zip(steps, steps.dropFirst()).contains { list, element in
      element.dropFirst(list.count).first == "[" && known.contains(list)
        && !known.contains(element)
    }
  }

  /// Whether a path is another one, or inside it.
  fileprivate func isAt(_ other: String) -> Bool {
    guard hasPrefix(other) else { return false }
    let next = dropFirst(other.count).first
    return next == nil || next == "." || next == "["
  }
}
