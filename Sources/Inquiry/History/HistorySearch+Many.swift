internal import SQLite

extension HistorySearch {
  /// A deletion of many: the answer lists what it deleted, where it was kept.
  func collection(
    _ step: Step, _ bodies: Bodies, _ answer: RowTexts.Answer
  ) throws(InquiryError) -> [Value]? {
    var step = step
    let scope = plan.who.scope
    if let items = bodies.response?["items"]?.elements {
      let isAmong = items.contains { item in
        guard scope.containsName(item["metadata"]?["name"]?.text ?? "") else { return false }
        return !plan.needsBodies || plan.selects(ObjectState(of: item), investigated.catalog)
      }
      guard isAmong || !scope.isNamed && !plan.needsBodies else { return nil }
      step.coverage = .collection
    } else if plan.needsBodies {
      guard let coverage = coverage(ofSelected: step) else { return nil }
      step.coverage = coverage
    }
    let selectors = Selectors(RequestURI(step.object.uri)).text
    let parts = [
      "all \(step.operation.resource) of \(step.object.namespace)"
        + (selectors.isEmpty ? "" : " with \(selectors)"),
      step.coverage == .collection ? nil : "it may have been among them",
    ]
    let more = texts.text(deletionBy: step.object.uri, bodies.request)
    return try row(step, (nil, parts.compactMap(\.self) + more), bodies, answer, [])
  }

  /// How a deletion by a selector reached objects with the labels, or of the
  /// owner, asked for; nil if it cannot have.
  private func coverage(ofSelected step: Step) -> How? {
    let text = Selectors(RequestURI(step.object.uri)).labels
    let selector = LabelSelector(text)
    if let selector, plan.labels.contains(where: { $0.holdsForNone(of: selector) }) { return nil }
    if let selector, !text.isEmpty, plan.owner == nil,
      plan.labels.allSatisfy({ $0.holdsForAll(of: selector) })
    {
      return step.coverage
    }
    // Nothing speaks for it unless such an object was there.
    let isKnown = selected.contains {
      step.namespace.isEmpty || $0.namespace == step.namespace
    }
    return isKnown ? .possible : nil
  }

  /// A creation whose name the server made up, and the log did not keep.
  ///
  /// Of a name asked for it is told if the name may come of it.
  func nameless(
    _ step: Step, _ bodies: Bodies, _ answer: RowTexts.Answer, isDone: Bool
  ) throws(InquiryError) -> [Value]? {
    let scope = plan.who.scope
    let metadata = bodies.request?["metadata"]
    let start = metadata?["generateName"]?.text
    if scope.isNamed {
      guard let start, scope.literalNames?.contains(where: { $0.hasPrefix(start) }) == true else {
        return nil
      }
    }
    guard !plan.needsBodies || isSelected(bodies, step) else { return nil }
    var object = FollowedObject()
    var told = try changes(of: step, bodies, &object, isDone: isDone)
    if isDone {
      let isAsked = scope.isNamed ? "; it may have been this one" : ""
      told.parts.append("the server made up a name that the log did not keep\(isAsked)")
    }
    let label = "\(start ?? "")?"
    return try row(step, told, bodies, answer, object.state.owners, label: label)
  }
}
