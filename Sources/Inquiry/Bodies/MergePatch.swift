/// A patch that is a part of an object: of strategic kind, or as RFC 7386 has
/// it.
struct MergePatch {
  /// What a strategic patch says beside fields.
  enum Directive {
    static let patch = "$patch"
    static let order = "$setElementOrder/"
    static let retained = "$retainKeys"
    static let deleted = "$deleteFromPrimitiveList/"

    static func isOne(_ key: String) -> Bool {
      key.hasPrefix("$")
        && (key == patch || key == retained || key.hasPrefix(order) || key.hasPrefix(deleted))
    }
  }

  /// What lists are merged by; nil for a patch that replaces them.
  let keys: MergeKeys?

  /// The object after the patch.
  func applied(_ patch: JSONTree, to object: JSONTree) -> JSONTree {
    merged(patch, into: object, name: "", parent: "")
  }

  private func merged(
    _ patch: JSONTree, into old: JSONTree?, name: String, parent: String
  ) -> JSONTree {
    switch patch {
    case .object(let members): return object(members, into: old?.members ?? [], name: name)
    case .array(let elements):
      guard let key = keys?.key(of: name, in: parent) else {
        return .array(elements.filter { $0[Directive.patch] == nil || $0.members.count > 1 })
      }
      return .array(list(elements, into: old?.elements ?? [], key: key, name: name))
    default: return patch
    }
  }

  private func object(
    _ patch: [JSONTree.Member], into old: [JSONTree.Member], name: String
  ) -> JSONTree {
    let isReplaced = JSONTree.object(patch)[Directive.patch]?.text == "replace"
    var members = isReplaced ? [] : old
    for member in patch where !Directive.isOne(member.key) {
      let place = members.firstIndex { $0.key == member.key }
      let isGone =
        member.value == .null || member.value[Directive.patch]?.text == "delete"
      if isGone {
        if let place { members.remove(at: place) }
        continue
      }
      let value = merged(
        member.value, into: place.map { members[$0].value }, name: member.key, parent: name)
      let changed = JSONTree.Member(key: member.key, value: value)
      if let place { members[place] = changed } else { members.append(changed) }
    }
    for member in patch where Directive.isOne(member.key) { obey(member, &members) }
    return .object(members)
  }

  private func obey(_ directive: JSONTree.Member, _ members: inout [JSONTree.Member]) {
    if directive.key == Directive.retained {
      let kept = directive.value.elements.compactMap(\.text)
      members.removeAll { !kept.contains($0.key) }
    } else if directive.key.hasPrefix(Directive.deleted) {
      let name = directive.key.dropFirst(Directive.deleted.count)
      guard let place = members.firstIndex(where: { $0.key == name }) else { return }
      let rest = members[place].value.elements.filter { !directive.value.elements.contains($0) }
      members[place] = JSONTree.Member(key: String(name), value: .array(rest))
    }
  }

  private func list(
    _ patch: [JSONTree], into old: [JSONTree], key: String, name: String
  ) -> [JSONTree] {
    guard !key.isEmpty else { return old + patch.filter { !old.contains($0) } }
    let isReplaced = patch.contains { $0[Directive.patch]?.text == "replace" }
    var elements = isReplaced ? [] : old
    for element in patch {
      guard let label = element[key]?.scalar else { continue }
      let place = elements.firstIndex { $0[key]?.scalar == label }
      if element[Directive.patch]?.text == "delete" {
        if let place { elements.remove(at: place) }
        continue
      }
      let value = merged(
        element, into: place.map { elements[$0] }, name: name, parent: name)
      if let place { elements[place] = value } else { elements.append(value) }
    }
    return elements
  }

  /// What a patch asks for, where nothing is known of the object: a value for
  /// each field, nil for what it takes away.
  static func asked(_ patch: JSONTree) -> [(path: String, new: String?)] {
    let fields = FieldList(patch)
    return fields.paths.map { path in
      let value = fields.values[path] ?? ""
      if path.hasSuffix("." + Directive.patch) {
        return (String(path.dropLast(Directive.patch.count + 1)), nil)
      }
      if let range = path.ranges(of: Directive.deleted).last {
        return (path.replacingCharacters(in: range) + value, nil)
      }
      return (path, value == "null" ? nil : value)
    }
  }
}

extension String {
  /// The text without a part of it.
  fileprivate func replacingCharacters(in range: Range<String.Index>) -> String {
    String(self[..<range.lowerBound] + self[range.upperBound...])
  }
}
