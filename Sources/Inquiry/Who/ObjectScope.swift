internal import Patterns

/// Which objects a question is about.
struct ObjectScope {
  /// The name behind the resource's slash.
  let name: Glob?
  /// What the filter says of names and namespaces.
  let names: TextCondition
  let namespaces: TextCondition
  /// The namespaces that an object of the name was seen in, where the question
  /// says none; nil where it was never seen.
  var seenIn: Set<String>?

  /// Whether it is about objects of a certain name.
  var isNamed: Bool { name != nil || !names.any.isEmpty }

  /// The names, if they are written out.
  var literalNames: [String]? {
    if let name { return name.isLiteral ? [name.pattern] : nil }
    return names.literals
  }

  /// Whether an object is one of these.
  func contains(namespace: String, name found: String) -> Bool {
    (name?.matches(found) ?? true) && names.holds(found) && namespaces.holds(namespace)
  }

  /// Whether an object of some name is one of these, wherever it lies.
  func containsName(_ found: String) -> Bool {
    (name?.matches(found) ?? true) && names.holds(found)
  }

  /// How a request about many objects reached one of these.
  ///
  /// - Parameters:
  ///   - namespace: the request's; empty for all of them, or for objects that
  ///     lie in none.
  ///   - uri: the request's, for its selectors.
  /// - Returns: `collection`, `possible`, or nil if it cannot have.
  func coverage(namespace: String, _ uri: RequestURI) -> How? {
    guard namespace.isEmpty || namespaces.holds(namespace) else { return nil }
    guard isNamed else { return .collection }
    if !namespace.isEmpty, namespaces.any.isEmpty, let seenIn, !seenIn.contains(namespace) {
      return nil
    }
    let selectors = Selectors(uri)
    guard selectors.mayCover(self) else { return nil }
    let isSure =
      selectors.isAll && literalNames != nil
      && (namespace.isEmpty || !namespaces.any.isEmpty || seenIn != nil)
    return isSure ? .collection : .possible
  }
}

/// What narrows a request about many objects.
struct Selectors {
  private static let names = ParameterNames(["labelSelector", "fieldSelector", "limit", "continue"])

  let labels: String
  private let fields: [(name: Substring, isEqual: Bool, value: String)]
  private let isPage: Bool

  init(_ uri: RequestURI) {
    var labels = ""
    var fields = ""
    var isPage = false
    for parameter in uri.parameters(named: Self.names) {
      switch parameter.name {
      case "labelSelector": labels = parameter.value
      case "fieldSelector": fields = parameter.value
      // kubectl asks for 500 at a time and goes on; who asks for few may miss it.
      case "limit": isPage = isPage || (Int(parameter.value) ?? 0).isSmallPage
      default: isPage = isPage || !parameter.value.isEmpty
      }
    }
    self.labels = labels
    self.isPage = isPage
    self.fields = fields.split(separator: ",").map(Self.field)
  }

  private static func field(_ text: Substring) -> (Substring, Bool, String) {
    let name = text.prefix { $0 != "=" && $0 != "!" }
    let rest = text[name.endIndex...]
    return (name, !rest.hasPrefix("!"), String(rest.drop { "!=".contains($0) }))
  }

  /// Whether everything in the request's namespace is meant.
  var isAll: Bool { labels.isEmpty && !isPage && fields.allSatisfy { Self.isPlace($0.name) } }

  /// Whether only labels narrow it, so that an object's labels tell.
  var isByLabels: Bool {
    !labels.isEmpty && !isPage && fields.allSatisfy { Self.isPlace($0.name) }
  }

  /// Whether labels are among those that are meant; nil for a selector of sets,
  /// which is not understood here.
  func hold(_ found: [String: String]) -> Bool? {
    guard !labels.contains("(") else { return nil }
    return labels.split(separator: ",").allSatisfy { term in
      let key = term.prefix { $0 != "=" && $0 != "!" }
      let rest = term[key.endIndex...]
      let value = String(rest.drop { "!=".contains($0) })
      if rest.isEmpty { return found[String(key)] != nil }
      if key.isEmpty { return found[value] == nil }
      return (found[String(key)] == value) != rest.hasPrefix("!")
    }
  }

  private static func isPlace(_ name: Substring) -> Bool {
    name == "metadata.name" || name == "metadata.namespace"
  }

  /// Whether the fields allow an object of the scope.
  func mayCover(_ scope: ObjectScope) -> Bool {
    fields.allSatisfy { field in
      switch field.name {
      case "metadata.name":
        field.isEqual
          ? scope.containsName(field.value) : scope.literalNames != [field.value]
      case "metadata.namespace":
        field.isEqual
          ? scope.namespaces.holds(field.value) : scope.namespaces.literals != [field.value]
      default: true
      }
    }
  }

  /// The selectors as text, for a note; empty where there are none.
  var text: String {
    var parts = labels.isEmpty ? [] : ["selector \(labels)"]
    if !fields.isEmpty {
      let texts = fields.map { "\($0.name)\($0.isEqual ? "=" : "!=")\($0.value)" }
      parts.append("fields \(texts.joined(separator: ","))")
    }
    return parts.joined(separator: ", ")
  }
}

extension Int {
  fileprivate var isSmallPage: Bool { self > 0 && self < 500 }
}
