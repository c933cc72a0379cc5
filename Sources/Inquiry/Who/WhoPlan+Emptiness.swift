extension WhoPlan {
  /// The likeliest reason why nobody did it.
  func reason(in investigated: Case) throws(InquiryError) -> EmptyAnswer {
    let finder = EmptinessFinder(investigated: investigated)
    if let reason = try finder.general(question.filter) { return reason }
    if let reason = finder.resource(question.resource) { return reason }
    if tracks.isEmpty {
      return .deedNotSeen(verb: deed.name, resource: String(question.resource.prefix { $0 != "/" }))
    }
    for name in scope.literalNames ?? [] where try !finder.isSeen(name, .name) {
      return .nameNotSeen(name, suggestion: try finder.suggestedName(for: name))
    }
    return try finder.value(question.filter) ?? .nothingMatched
  }
}
