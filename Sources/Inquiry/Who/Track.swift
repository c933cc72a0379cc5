/// What a sort of request means for a question.
enum Track: Equatable {
  /// It does the deed to the object that it names; a patch only if its short
  /// form mentions one of these.
  case direct(mentions: [String])
  /// It evicts the pod that it names.
  case eviction
  /// It does the deed to many.
  case collection
  /// It does the deed to a pod, which may be one of the workload asked for.
  case podOfWorkload

  /// What an operation means, or nil if it is none of these.
  init?(_ operation: Operation, _ deed: Deed, _ selector: ResourceSelector) {
    let isSelected = selector.selects(group: operation.group, resource: operation.resource)
    if case .subresource = selector.below {
      let isAllowed = deed.rules.contains {
        $0.verbs.isEmpty || $0.verbs.contains(operation.verb)
      }
      guard isSelected, isAllowed,
        selector.selects(
          group: operation.group, resource: operation.resource, subresource: operation.subresource)
      else { return nil }
      self = .direct(mentions: [])
      return
    }
    let rule = deed.rules.first { $0.allows(operation.verb, operation.subresource) }
    guard isSelected else {
      guard deed.reachesPods, rule != nil, operation.resource == "pods", operation.group.isEmpty
      else { return nil }
      self = .podOfWorkload
      return
    }
    if deed.collections.contains(operation.verb), operation.subresource.isEmpty {
      self = .collection
    } else if deed.byEviction, operation.verb == "create", operation.subresource == "eviction" {
      self = .eviction
    } else if let rule {
      self = .direct(mentions: rule.mentions)
    } else {
      return nil
    }
  }
}

extension Operation {
  /// Whether a request of it is about many objects, unless it names one.
  var isAboutMany: Bool { ["list", "watch", "deletecollection"].contains(verb) }

  /// Whether it deletes a pod.
  var deletesPod: Bool { verb == "delete" && resource == "pods" && subresource.isEmpty }

  /// The resource as answers show it.
  var resourceText: String { subresource.isEmpty ? resource : "\(resource)/\(subresource)" }
}
