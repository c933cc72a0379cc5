internal import CaseStore
internal import SQLite

extension WhoPlan {
  /// The likeliest reason why nobody did it.
  func reason(in investigated: Case) throws(InquiryError) -> EmptyAnswer {
    let finder = EmptinessFinder(investigated: investigated)
    if let reason = try finder.general(question.filter) { return reason }
    let resource = String(question.resource.prefix { $0 != "/" })
    if impersonation != nil {
      if let reason = try finder.value(question.filter) { return reason }
      let others = try finder.impersonated()
      return others.isEmpty
        ? .deedNotSeen(verb: deed.name, resource: resource)
        : .othersImpersonated(resource: resource, others)
    }
    if grants != nil {
      return try keepsNoGrants(in: investigated)
        ? .bodiesNotKept : finder.value(question.filter) ?? .nothingMatched
    }
    if let reason = finder.resource(question.resource) { return reason }
    if tracks.isEmpty {
      // Of an object's name only the kind counts, of a subresource all of it.
      let isBelow = if case .subresource = selector.below { true } else { false }
      return .deedNotSeen(
        verb: deed.name, resource: isBelow && scope.name == nil ? question.resource : resource)
    }
    for name in scope.literalNames ?? [] where try !finder.isSeen(name, .name) {
      return .nameNotSeen(name, suggestion: try finder.suggestedName(for: name))
    }
    return try finder.value(question.filter) ?? .nothingMatched
  }

  /// What to say beside rows none of which names the object that is asked for:
  /// that no request does.
  func unseenName(_ rows: [WhoRow], in investigated: Case) throws(InquiryError) -> EmptyAnswer? {
    guard impersonation == nil, grants == nil,
      rows.allSatisfy({ $0.how == .collection || $0.how == .possible })
    else { return nil }
    let finder = EmptinessFinder(investigated: investigated)
    for name in scope.literalNames ?? [] where try !finder.isSeen(name, .name) {
      return .nameNotSeen(name, suggestion: try finder.suggestedName(for: name))
    }
    return nil
  }

  /// Whether roles were given, and no body says which.
  private func keepsNoGrants(in investigated: Case) throws(InquiryError) -> Bool {
    guard !tracks.isEmpty else { return false }
    return try InquiryError.wrapping { () throws(SQLiteError) in
      try investigated.reader.connection.integer("SELECT 1 FROM body_grant LIMIT 1") == nil
    }
  }
}
