internal import Patterns

/// Which operations a resource as somebody wrote it stands for.
struct ResourceSelector: Sendable, Equatable {
  /// What must be below the resource.
  enum Below: Sendable, Equatable {
    /// The object itself.
    case nothing
    /// A subresource of this pattern.
    case subresource(Glob)
    /// Anything, the object included.
    case anything
  }

  /// A resource in some group.
  struct Target: Sendable, Equatable {
    let resource: Glob
    /// Nil for any group.
    let group: Glob?
  }

  /// Every request.
  static let everything = ResourceSelector(
    targets: [Target(resource: Glob("*"), group: nil)], below: .anything)

  var targets: [Target]
  var below: Below

  /// Whether an operation is one of these.
  func selects(group: String, resource: String, subresource: String) -> Bool {
    selects(group: group, resource: resource) && allows(subresource)
  }

  /// Whether a resource is one of these, whatever is below it.
  ///
  /// Some webhooks write the core group, which has no name, as `core`. A request
  /// of a path (`/healthz`) has no resource that a wildcard could stand for.
  func selects(group: String, resource: String) -> Bool {
    guard !resource.isEmpty else { return below == .anything }
    let group = group == "core" ? "" : group
    return targets.contains { target in
      target.resource.matches(resource) && (target.group?.matches(group) ?? true)
    }
  }

  private func allows(_ subresource: String) -> Bool {
    switch below {
    case .nothing: subresource.isEmpty
    case .subresource(let glob): !subresource.isEmpty && glob.matches(subresource)
    case .anything: true
    }
  }
}
