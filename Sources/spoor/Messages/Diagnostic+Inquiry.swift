internal import CaseStore
internal import Inquiry
internal import Knowledge
internal import Rendering

extension Diagnostic {
  /// The message of a question that has no answer.
  init(_ error: InquiryError) {
    switch error {
    case .caseFile(let error): self.init(error)
    case .database(let error): self.init(CaseError.database(error))
    case .filter(let error): self = Diagnostic(error, option: "the filter").asUsage
    case .question(let error): self = Diagnostic(error).asUsage
    case .knowledge(.missing(let path)):
      self.init("a part of the program is missing", places: [.file(path)])
    case .knowledge(.malformed(let path, let line)):
      self.init("a part of the program is malformed", places: [.file(path, line: line)])
    }
  }

  /// The message of a question that means nothing.
  init(_ error: QuestionError) {
    switch error {
    case .unknownVerb(let verb, let suggestion):
      self.init(
        "\(SafeText.quoted(verb)) is no verb",
        why: "neither the audit log, nor kubectl, nor this case knows it",
        tries: suggestion.map { ["spoor who \($0) …"] } ?? ["spoor who --help"])
    case .severalRequests(let verb, let instead):
      self.init(
        "\(SafeText.quoted(verb)) is no verb of the audit log",
        why: "there it is a request of another kind, or several",
        tries: instead.map { "spoor who \($0)" })
    case .cannotBeDone(let verb, let resource):
      self.init(
        "nobody can \(verb) \(SafeText.quoted(resource))",
        why: "\(verb) is done to users, groups, service accounts and roles",
        tries: ["spoor who --help"])
    case .notAResource(let text):
      self.init(
        "\(SafeText.quoted(text)) is no resource",
        why: text.hasPrefix("/") ? "it begins with a slash" : "it has too many parts",
        tries: ["deploy/web", "pods/exec", "pods/web-0/exec"]
          + (text.hasPrefix("/") ? ["spoor query outside-the-apis, for paths of no resource"] : []))
    case .notALabel(let text):
      self.init("\(SafeText.quoted(text)) is no label", tries: ["--selector app=web"])
    case .unknownColumn(let name, let suggestion):
      self.init(
        "there is no column \(SafeText.quoted(name))",
        why: "the columns are \(Top.names.joined(separator: ","))",
        tries: suggestion.map { ["spoor top \($0)"] } ?? ["spoor top --help"])
    }
  }

  /// The message of a filter's value that means nothing.
  init(_ error: FilterError, option: String) {
    switch error {
    case .unknownKey(let key, let suggestion):
      self.init(
        "\(option): there is no filter \(SafeText.quoted(key))",
        tries: suggestion.map { ["--exclude \($0)=VALUE"] } ?? ["spoor timeline --help"])
    case .noValue(let text):
      self.init(
        "\(option) \(SafeText.quoted(text)) is not KEY=VALUE",
        tries: ["--exclude user=system:apiserver"])
    case .notAnAddress(let text):
      self.init(
        "\(option) \(SafeText.quoted(text)) is no address",
        tries: ["--ip 10.0.0.1", "--ip 10.0.0.0/8", "--ip 2001:db8::/32"])
    case .notACode(let text):
      self.init(
        "\(option) \(SafeText.quoted(text)) is no status code",
        tries: ["--code 403", "--code 4xx"])
    case .unknownOutcome(let text, let suggestion):
      self.init(
        "\(option) \(SafeText.quoted(text)) is no outcome",
        why: "it is one of allowed, denied, failed, pending",
        tries: suggestion.map { ["--outcome \($0)"] } ?? ["--outcome denied"])
    case .notAServiceAccount(let text):
      self.init(
        "\(option) \(SafeText.quoted(text)) is no service account",
        tries: ["--service-account NAMESPACE/NAME"])
    case .nameInResource(let resource, let name):
      self.init(
        "\(option): \(SafeText.quoted(name)) is not a resource's name but an object's",
        tries: ["--resource \(resource) --name \(name)"])
    case .noSuchRequest(let auditID):
      self.init(
        "--around \(SafeText.quoted(auditID)): neither a time nor an audit ID of the case",
        tries: ["--around 2026-11-23T19:12:36Z", "spoor show \(auditID)"])
    case .requestWithoutTime(let auditID):
      self.init(
        "--around \(SafeText.quoted(auditID)): the log gives no time of this request",
        tries: ["--around TIME"])
    }
  }
}

extension FilterKey {
  /// What it looks at, in words.
  fileprivate var words: String {
    switch self {
    case .impersonated: "impersonated user"
    case .serviceAccount: "service account"
    case .ip: "address"
    case .agent: "user agent"
    case .auditID: "audit ID"
    default: rawValue
    }
  }
}

extension EmptyAnswer {
  /// The reason in words.
  var sentence: String {
    switch self {
    case .noEvents: return "there is no event in the case"
    case .outsideEvidence(let first, let last):
      let span = "\(TimeText.rfc3339(first)) to \(TimeText.rfc3339(last))"
      return "nothing matched: the evidence covers \(span)"
    case .resourceNotSeen(let resource, let suggestion):
      return "nobody asked for \(resource) in this case, or the audit policy leaves it out"
        + Self.meant(suggestion)
    case .deedNotSeen(let verb, let resource):
      return
        "no \(verb) of \(resource) is in this case: nobody did it, or the audit policy leaves it out"
    case .valueNotSeen(let key, let value, let suggestion):
      return "no request in this case has the \(key.words) \(value)" + Self.meant(suggestion)
    case .subjectNotSeen(let subject, let isImpersonated, let suggestion):
      let text = "no request in this case is of a user, address or credential \(subject)"
      return isImpersonated
        ? text + "; others acted as it: spoor timeline --impersonated \(subject)"
        : text + Self.meant(suggestion)
    case .othersImpersonated(let resource, let others):
      return
        "nobody acted as such \(resource) in this case, but as others: "
        + "\(others.joined(separator: ", ")) (spoor timeline --impersonated '*')"
    case .nameNotSeen(let name, let suggestion):
      return "no object named \(name) is in this case" + Self.meant(suggestion)
    case .bodiesNotKept:
      return "what would tell stands in bodies, and none was kept of such requests"
    case .noneSelected: return "no body in this case has an object with such labels or owner"
    case .onlyUsed:
      return
        "nobody made, changed or deleted it in this case; it was read or used (--all shows that)"
    case .kindsNotRecorded(let kinds):
      return
        "not recorded in this evidence: \(kinds.joined(separator: ", ")); nobody asked for them, "
        + "or the audit policy leaves them out"
    case .nothingMatched: return "nothing matched: each part is in the case, but not together"
    }
  }

  private static func meant(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean \($0)?" } ?? ""
  }
}
