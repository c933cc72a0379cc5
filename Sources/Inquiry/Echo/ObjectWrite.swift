/// A request that wrote an object, or deleted many.
struct ObjectWrite: Equatable {
  let row: Int64
  let time: Moment?
  let verb: String
  let resource: String
  let subresource: String
  let namespace: String
  /// Empty for one about many.
  let name: String
  let uri: String
  let actor: RowTexts.Actor

  /// Whether it deletes what it is about.
  var isEnding: Bool {
    verb == "delete" && subresource.isEmpty || verb == "deletecollection"
      || verb == "create" && subresource == "eviction"
  }

  /// Whether it makes what it is about.
  var isCreation: Bool { verb == "create" && subresource.isEmpty }

  /// Whether it came before another request.
  func isBefore(_ time: Moment?, _ row: Int64) -> Bool {
    guard let own = self.time, let time else { return self.row < row }
    return (own.microseconds, self.row) < (time.microseconds, row)
  }

  /// As a sentence: who did what to which object, and when.
  var text: String {
    let selector = name.isEmpty ? Selectors(RequestURI(uri)).text : ""
    let moment = time.map { " at \($0.text)" } ?? ""
    return
      "\(actor.text) \(deed) \(objectText)\(selector.isEmpty ? "" : " with \(selector)")\(moment)"
  }

  /// What it is about: an object by its name, one whose name the log did not
  /// keep, or many.
  var objectText: String {
    if !name.isEmpty { return "\(resource)/\(name)" }
    let place = namespace.isEmpty ? "the cluster" : namespace
    return isCreation ? "one of the \(resource) of \(place)" : "all \(resource) of \(place)"
  }

  private var deed: String {
    switch (verb, subresource) {
    case ("create", "eviction"): "evicted"
    case ("create", ""): "created"
    case (_, "scale"): "scaled"
    case ("delete", ""), ("deletecollection", _): "deleted"
    default: "changed"
    }
  }
}
