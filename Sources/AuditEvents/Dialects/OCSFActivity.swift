internal import LogBytes

/// What an API Activity (class 6003) of the Open Cybersecurity Schema says of a
/// request to an EKS cluster, in the fields of an audit event.
struct OCSFActivity {
  private let source: TextBytes
  private let values: DialectValues

  private static let stages: Set<String> = [
    "RequestReceived", "ResponseStarted", "ResponseComplete", "Panic",
  ]

  init(_ values: DialectValues, _ source: TextBytes) {
    self.values = values
    self.source = source
  }

  /// The members that are translated; nil if it is of something else, as that
  /// of CloudTrail is.
  func members() -> [(key: String, json: [UInt8])]? {
    let isOfKubernetes =
      values.plain("@product", source) == "Amazon EKS"
      || values.plain("@version", source)?.hasPrefix("audit.k8s.io/") == true
      || values.plain("stage", source).map(Self.stages.contains) == true
    guard values.plain("@class", source) == "6003", isOfKubernetes else { return nil }
    var members: [(key: String, json: [UInt8])] = []
    // Its resource is of one word, which is the subresource in places.
    let path = RequestTarget(uri: values.plain("requestURI", source) ?? "")
    if let reference = path.reference(
      namespace: values.plain("@namespace", source), name: values.plain("@name", source))
    {
      members.append(("objectRef", reference))
    }
    for target in ["requestReceivedTimestamp", "stageTimestamp"] {
      if let time = time(target) { members.append((target, JSONBytes.string(time))) }
    }
    if let annotations = annotations() { members.append(("annotations", annotations)) }
    return members
  }

  /// A time, without the digits that a writer in milliseconds filled up.
  private func time(_ target: String) -> String? {
    guard let time = values.plain(target, source), values.plain("@ticks", source)?.count == 13,
      let point = time.lastIndex(of: ".")
    else { return nil }
    let digits = time[point...].dropFirst().prefix { "0"..."9" ~= $0 }
    guard digits.count == 6, digits.hasSuffix("000") else { return nil }
    return "\(time[..<digits.endIndex].dropLast(3))\(time[digits.endIndex...])"
  }

  /// The annotations that have a place of their own, where they are not there
  /// as they were.
  private func annotations() -> [UInt8]? {
    guard !values.has("annotations") else { return nil }
    let members = ["decision", "reason"].compactMap { key in
      values.plain("@\(key)", source).map { ("authorization.k8s.io/\(key)", JSONBytes.string($0)) }
    }
    return members.isEmpty ? nil : JSONBytes.object(members)
  }
}
