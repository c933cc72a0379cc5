internal import Patterns

/// A resource as somebody wrote it, understood.
struct ResolvedResource: Equatable {
  var selector: ResourceSelector
  /// What followed the slash, where that is an object's name.
  var name: String?
}

/// Reads resources as kubectl's users write them: `deploy`, `Deployment`,
/// `deployments.apps`, `pods/exec`, `deploy/web`, `pods/web-1/exec`.
///
/// What Kubernetes does not serve itself is taken as it appears in the case.
struct ResourceResolver {
  let catalog: ResourceCatalog
  let observed: ObservedOperations

  /// Understands a text; every text means something, if only a resource that
  /// nobody asked for.
  func resolve(_ text: String) -> ResolvedResource {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      .map(String.init)
    let targets = targets(parts[0])
    guard parts.count > 1, !parts[1].isEmpty else {
      let below: ResourceSelector.Below = parts[0].isEmpty ? .anything : .nothing
      return ResolvedResource(selector: ResourceSelector(targets: targets, below: below))
    }
    if parts.count == 3 {
      let below = ResourceSelector.Below.subresource(Glob(parts[2]))
      return ResolvedResource(
        selector: ResourceSelector(targets: targets, below: below), name: parts[1])
    }
    if parts[1] == "*" || isSubresource(parts[1], of: targets) {
      let below = ResourceSelector.Below.subresource(Glob(parts[1]))
      return ResolvedResource(selector: ResourceSelector(targets: targets, below: below))
    }
    return ResolvedResource(
      selector: ResourceSelector(targets: targets, below: .nothing), name: parts[1])
  }

  private func isSubresource(_ word: String, of targets: [ResourceSelector.Target]) -> Bool {
    targets.contains { target in
      let plural = target.resource.pattern
      return catalog.isSubresource(word, of: plural) || observed.hasSubresource(word, of: plural)
    }
  }

  /// Several kinds stand with commas between them, as kubectl takes them.
  private func targets(_ text: String) -> [ResourceSelector.Target] {
    var targets: [ResourceSelector.Target] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for target in self.targets(ofOne: String(part)) where !targets.contains(target) {
        targets.append(target)
      }
    }
    return targets
  }

  private func targets(ofOne text: String) -> [ResourceSelector.Target] {
    let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let word = halves.first.map(String.init) ?? ""
    let group = halves.count > 1 ? Self.withoutVersion(halves[1]) : nil
    let pattern = Glob(word)
    guard pattern.isLiteral else {
      return [ResourceSelector.Target(resource: pattern, group: group.map { Glob($0) })]
    }
    let kinds = catalog.kinds(named: word)
    if group == nil, kinds.isEmpty, let category = catalog.kinds(ofCategory: word) {
      return self.targets(of: category)
    }
    if let group {
      let plurals = kinds.isEmpty ? [plural(of: word)] : Set(kinds.map(\.plural)).sorted()
      return plurals.map { ResourceSelector.Target(resource: Glob($0), group: Glob(group)) }
    }
    guard !kinds.isEmpty else {
      return [ResourceSelector.Target(resource: Glob(plural(of: word)), group: nil)]
    }
    return targets(of: kinds)
  }

  /// The kinds in their groups, and without one: some pipelines drop it.
  private func targets(of kinds: [ResourceKind]) -> [ResourceSelector.Target] {
    var targets = kinds.map {
      ResourceSelector.Target(resource: Glob($0.plural), group: Glob($0.group))
    }
    for kind in kinds {
      let core = ResourceSelector.Target(resource: Glob(kind.plural), group: Glob(""))
      if !targets.contains(core) { targets.append(core) }
    }
    return targets
  }

  /// `v1.apps` is the group `apps`, `v1` or `core` the core group.
  private static func withoutVersion(_ suffix: Substring) -> String {
    if suffix == "core" { return "" }
    let parts = suffix.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, isVersion(first) else { return String(suffix) }
    return parts.count > 1 ? String(parts[1]) : ""
  }

  private static func isVersion(_ text: Substring) -> Bool {
    guard text.first == "v", text.count > 1 else { return false }
    let digits = text.dropFirst().prefix { $0.isNumber }
    let rest = text.dropFirst(1 + digits.count)
    guard !digits.isEmpty else { return false }
    return rest.isEmpty || rest.hasPrefix("alpha") || rest.hasPrefix("beta")
  }

  /// The name in the log of a resource that is not Kubernetes' own.
  private func plural(of word: String) -> String {
    let lower = word.lowercased()
    let stem = lower.hasSuffix("y") ? String(lower.dropLast()) + "ies" : nil
    let guesses = [word, lower, lower + "s", lower + "es", stem].compactMap(\.self)
    let known = Set(observed.resources)
    return guesses.first(where: known.contains) ?? lower
  }

  /// The resource that was most likely meant by one that is not in the case.
  func suggestion(for word: String) -> String? {
    EditDistance.closestMatch(
      to: word, in: observed.resources + catalog.kinds.flatMap { [$0.plural] + $0.shortNames })
  }
}
