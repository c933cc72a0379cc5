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
    /// Whether `new` says where the value stands, not which it is.
    var isReference = false
  }

  /// What a request is.
  enum Form: Equatable {
    /// It sends the whole object.
    case whole
    /// It sends what is to be other than it was.
    case patch
    /// It sends what it wants of the object: what it sent before and sends no
    /// more goes.
    case apply
  }

  /// What a request brought to light.
  struct Told: Equatable {
    /// What it asked for.
    var own: [Change] = []
    /// What was other than it was last, though it did not ask for that.
    var others: [Change] = []
    /// Whose the others are.
    var origin = Origin.before
  }

  /// Where what nobody asked for may come from.
  enum Origin: Equatable {
    /// A request before it.
    case before
    /// The server, while it carried out the request.
    case server
    /// The request or one before it: what it asked for was not kept.
    case either
  }

  private(set) var tree: JSONTree?
  private(set) var fields: FieldList?
  /// Whether that is all the fields, the server's defaults too.
  private(set) var isComplete = false
  /// How often the wish was changed, where the object counts that.
  private(set) var generation: Int?

  /// Whether all the fields are known.
  var isKnown: Bool { fields != nil && isComplete }

  /// Owners that the object names, as `replicasets/web-7d9f`.
  private(set) var owners: [ObjectOwner] = []
  private(set) var labels: [String: String] = [:]

  /// Nothing is known.
  init() {}

  /// An object as a body has it.
  init(of object: JSONTree) { become(object, isComplete: false) }

  /// Takes what a request said, and tells what that changed.
  ///
  /// - Parameters:
  ///   - bodies: what it sent, and what the server answered with.
  ///   - form: what it sent.
  ///   - keys: what lists are merged by, for a kind that knows strategic
  ///     patches.
  ///   - isDone: whether the request was carried out.
  mutating func take(_ bodies: Bodies, _ form: Form, _ keys: MergeKeys?, isDone: Bool) -> Told {
    let answer = bodies.response?["kind"]?.text == "Status" ? nil : bodies.response
    let comparison = StateComparison(known: self, answer: answer, form: form, keys: keys)
    let (told, expected) = comparison.told(bodies.request)
    guard isDone else { return told }
    if let whole = answer ?? (form == .whole ? bodies.request : nil) {
      become(whole, isComplete: answer != nil)
    } else if let expected {
      become(expected, isComplete: isComplete)
    }
    return told
  }

  /// Forgets the object: it was deleted.
  mutating func end() { self = ObjectState() }

  /// Takes the body of a scale, which has nothing but the number.
  mutating func scale(to body: JSONTree?, isDone: Bool) -> [Change] {
    guard let spec = body?["spec"], let number = spec["replicas"]?.scalar else { return [] }
    let old = fields?.values["spec.replicas"]
    guard old != number else { return [] }
    let change = Change(
      path: "spec.replicas", old: old, new: number, isOldKnown: old != nil || isKnown)
    if isDone, let known = tree {
      let scale = JSONTree.Member(key: "replicas", value: spec["replicas"] ?? .null)
      let patch = JSONTree.Member(key: "spec", value: .object([scale]))
      tree = MergePatch(keys: nil).applied(.object([patch]), to: known)
      fields?.set("spec.replicas", number)
      generation = generation.map { $0 + 1 }
    }
    return [change]
  }

  private mutating func become(_ object: JSONTree, isComplete: Bool) {
    let object = object.withTextData
    tree = object.withoutCopies
    fields = FieldList(object)
    self.isComplete = isComplete
    let metadata = object["metadata"]
    generation = metadata?["generation"]?.scalar.flatMap { Int($0) }
    owners = (metadata?["ownerReferences"]?.elements ?? []).compactMap(ObjectOwner.init)
    labels = Dictionary(
      (metadata?["labels"]?.members ?? []).compactMap { member in
        member.value.text.map { (member.key, $0) }
      }, uniquingKeysWith: { _, last in last })
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
  /// An object without what is never compared: its status, and who manages
  /// which of its fields.
  fileprivate var withoutCopies: JSONTree {
    .object(
      members.compactMap { member in
        if member.key == "status" { return nil }
        guard member.key == "metadata" else { return member }
        let kept = member.value.members.filter { $0.key != "managedFields" }
        return Member(key: "metadata", value: .object(kept))
      })
  }

  /// A Secret as the server keeps it: what was sent as text is data.
  var withTextData: JSONTree {
    guard let texts = self["stringData"]?.members else { return self }
    var data = self["data"]?.members ?? []
    for member in texts {
      data.removeAll { $0.key == member.key }
      let value = member.value.text.map { JSONTree.text(Base64.encoded($0.utf8)) }
      data.append(Member(key: member.key, value: value ?? member.value))
    }
    let rest = members.filter { $0.key != "stringData" && $0.key != "data" }
    return .object(rest + [Member(key: "data", value: .object(data))])
  }
}
