internal import AuditEvents
internal import Foundation

/// Decodes an event by Foundation, following the documents word by word.
enum ReferenceDecoder {
  /// Nil where the text is no audit event.
  static func decode(_ line: [UInt8]) -> DecodedEvent? {
    guard let event = JSONValue(bytes: line), let auditID = event["auditID"]?.text,
      !auditID.isEmpty,
      ["stage", "level", "verb"].contains(where: { event[$0]?.text != nil })
    else { return nil }
    var row = DecodedEvent()
    row.auditID = auditID
    row.stage = event["stage"]?.text
    row.level = event["level"]?.text
    row.verb = event["verb"]?.text
    row.requestURI = event["requestURI"]?.text
    row.received = time(event["requestReceivedTimestamp"]?.text)
    row.stageTime = time(
      event["stageTimestamp"]?.text ?? event["timestamp"]?.text
        ?? event["metadata"]?["creationTimestamp"]?.text)
    takeObject(event["objectRef"], into: &row)
    takeActor(event, into: &row)
    takeResult(event, into: &row)
    row.addresses = event["sourceIPs"]
    row.address = event["sourceIPs"]?.text ?? event["sourceIPs"]?.array?.last?.text
    row.userAgent = event["userAgent"]?.text
    row.isDryRun = isDryRun(event, row)
    return row
  }

  private static func takeObject(_ reference: JSONValue?, into row: inout DecodedEvent) {
    row.resource = reference?["resource"]?.text
    row.subresource = reference?["subresource"]?.text
    row.namespace = reference?["namespace"]?.text
    row.name = reference?["name"]?.text
    row.group = reference?["apiGroup"]?.text
    row.version = reference?["apiVersion"]?.text
    if let version = row.version, let slash = version.firstIndex(of: "/") {
      row.group = row.group ?? String(version[..<slash])
      row.version = String(version[version.index(after: slash)...])
    }
  }

  private static func takeActor(_ event: JSONValue, into row: inout DecodedEvent) {
    let user = event["user"]
    row.user = user?["username"]?.text ?? user?.text
    row.uid = user?["uid"]?.text
    row.groups = user?["groups"]
    row.extra = user?["extra"]
    row.kind = ActorKind(user: row.user)
    row.credential = first(of: "authentication.kubernetes.io/credential-id", in: row.extra)
    row.pod = first(of: "authentication.kubernetes.io/pod-name", in: row.extra)
    row.node = first(of: "authentication.kubernetes.io/node-name", in: row.extra)
    row.impersonated = event["impersonatedUser"]
    row.impersonatedUser = row.impersonated?["username"]?.text ?? row.impersonated?.text
  }

  private static func first(of key: String, in extra: JSONValue?) -> String? {
    extra?[key]?.text ?? extra?[key]?.array?.first?.text
  }

  private static func takeResult(_ event: JSONValue, into row: inout DecodedEvent) {
    let status = event["responseStatus"]
    row.code = status?["code"]?.text.flatMap { Int64($0) }
    row.reason = status?["reason"]?.text
    row.message = status?["message"]?.text
    row.annotations = event["annotations"]
    row.decision = row.annotations?["authorization.k8s.io/decision"]?.text
    row.decisionReason = row.annotations?["authorization.k8s.io/reason"]?.text
  }

  private static func isDryRun(_ event: JSONValue, _ row: DecodedEvent) -> Bool {
    guard ["create", "update", "patch", "delete", "deletecollection"].contains(row.verb),
      !["exec", "attach", "portforward", "proxy", "token"].contains(row.subresource)
    else { return false }
    let uri = row.requestURI ?? ""
    let query = uri.firstIndex(of: "?").map { uri[uri.index(after: $0)...] } ?? ""
    if query.split(separator: "&").contains("dryRun=All") { return true }
    let body = event["requestObject"]
    let deletes = ["delete", "deletecollection"].contains(row.verb)
    let options = deletes ? body : row.subresource == "eviction" ? body?["deleteOptions"] : nil
    return options?["dryRun"]?.array?.contains(.string("All")) == true
  }

  /// Microseconds, and how many decimals there were, by Foundation's calendar.
  private static func time(_ text: String?) -> String? {
    guard let text else { return nil }
    let pattern = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z/
    guard let match = text.wholeMatch(of: pattern),
      let date = try? Date("\(match.1)Z", strategy: .iso8601)
    else { return "text \(text)" }
    let decimals = match.2.map(String.init) ?? ""
    let padded = decimals + String(repeating: "0", count: 6 - decimals.count)
    let microseconds = Int64(date.timeIntervalSince1970) * 1_000_000 + (Int64(padded) ?? 0)
    return "\(microseconds) (\(decimals.count))"
  }
}
