import Foundation
import Testing

/// Another way to write events, in which some columns are lost.
struct Dialect: Sendable, CustomTestStringConvertible {
  /// What `status` must call it.
  let format: String
  /// The columns of the view `events` that it does not keep.
  let lost: Set<String>
  /// What the source's record must say.
  let notes: [String]
  /// Whether it keeps more than one address.
  var hasProxies = false
  let write: @Sendable ([NativeEvents.Event]) -> String

  init(
    format: String, lost: Set<String>, notes: [String], hasProxies: Bool = false,
    write: @escaping @Sendable ([NativeEvents.Event]) -> String
  ) {
    self.format = format
    self.lost = lost
    self.notes = notes
    self.hasProxies = hasProxies
    self.write = write
  }

  var testDescription: String { format }

  /// The columns that are compared.
  static let columns = """
    audit_id time stage_time stage level verb user user_uid user_groups actor_kind
    impersonated_user source_ip source_ips user_agent api_group api_version resource subresource
    namespace name request_uri code status_reason status_message outcome refused_by decision
    decision_reason annotations dry_run
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  static let all = [legacyText, basicAudit] + OCSFMapping.dialects + VendorDialects.all

  /// A string as Go's `%q` writes it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\t": quoted += "\\t"
      case "\u{2028}": quoted += "\\u2028"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func groups(_ user: Any?) -> String? {
    ((user as? NativeEvents.Event)?["groups"] as? [String])?.map(quoted).joined(separator: ",")
  }

  private static func name(_ user: Any?) -> String? {
    (user as? NativeEvents.Event)?["username"] as? String
  }

  /// `--audit-log-format=legacy`.
  static func legacyLine(_ event: NativeEvents.Event) -> String {
    let reference = event["objectRef"] as? [String: String]
    let other = event["impersonatedUser"]
    let code = (event["responseStatus"] as? NativeEvents.Event)?["code"].map { "\($0)" }
    let words: [(String, String)] = [
      ("id", event["auditID"] as? String ?? ""), ("stage", event["stage"] as? String ?? ""),
      ("ip", (event["sourceIPs"] as? [String])?.first ?? "<unknown>"),
      ("method", event["verb"] as? String ?? ""), ("user", name(event["user"]) ?? "<none>"),
      ("groups", groups(event["user"]) ?? "<none>"), ("as", name(other) ?? "<self>"),
      ("asgroups", groups(other) ?? "<lookup>"),
      ("user-agent", event["userAgent"] as? String ?? ""),
      ("namespace", reference?["namespace"] ?? "<none>"),
      ("uri", event["requestURI"] as? String ?? ""), ("response", code ?? "<deferred>"),
    ]
    let time = event["requestReceivedTimestamp"] as? String ?? ""
    return "\(time) AUDIT: \(words.map { "\($0)=\(quoted($1))" }.joined(separator: " "))"
  }

  private static let bodiless: Set<String> = [
    "status_reason", "status_message", "decision", "decision_reason", "annotations", "refused_by",
  ]

  private static let legacyText = Dialect(
    format: "legacy-text", lost: bodiless.union(["level", "stage_time"]),
    notes: ["legacy text has no level, and one address, the first, which a client may have chosen"]
  ) { events in
    events.map { legacyLine($0) + "\n" }.joined()
  }

  /// Basic audit: a request, and in time its answer.
  ///
  /// All requests come first.
  private static let basicAudit = Dialect(
    format: "legacy-text",
    lost: bodiless.union(["level", "stage", "user_agent"]),
    notes: [
      "legacy text has no level, and one address, the first, which a client may have chosen",
      "basic audit has no stages: a request counts as received, its answer as started",
    ]
  ) { events in
    let requests = events.map { event in
      let line = legacyLine(event)
      let words = line.split(separator: " ", omittingEmptySubsequences: false).filter { word in
        !["stage=", "response="].contains { word.hasPrefix($0) }
      }.joined(separator: " ")
      let agent = " user-agent=\(quoted(event["userAgent"] as? String ?? ""))"
      return words.replacing(agent, with: "") + "\n"
    }
    let answers = events.map { event in
      let code = (event["responseStatus"] as? NativeEvents.Event)?["code"] ?? 0
      return "\(event["stageTimestamp"] ?? "") AUDIT: id=\"\(event["auditID"] ?? "")\" "
        + "response=\"\(code)\"\n"
    }
    return (requests + answers).joined()
  }
}
