/// The JSON text of one audit event, built member by member.
public struct EventText: Sendable, CustomStringConvertible {
  private var members: [(key: String, json: String)]

  /// An event as an API server writes it: a pod that was read.
  public init() {
    members = [
      ("kind", #""Event""#), ("apiVersion", #""audit.k8s.io/v1""#), ("level", #""Metadata""#),
      ("auditID", #""9a6a11aa-94f1-4a5b-8b2b-6f7c9c1d2e3f""#), ("stage", #""ResponseComplete""#),
      ("requestURI", #""/api/v1/namespaces/prod/pods/web""#), ("verb", #""get""#),
      ("user", #"{"username":"alice","groups":["system:authenticated"]}"#),
      ("sourceIPs", #"["192.0.2.44"]"#), ("userAgent", #""kubectl/v1.35""#),
      (
        "objectRef",
        #"{"resource":"pods","namespace":"prod","name":"web","apiVersion":"v1"}"#
      ),
      ("responseStatus", #"{"metadata":{},"code":200}"#),
      ("requestReceivedTimestamp", #""2026-11-23T19:00:00.000001Z""#),
      ("stageTimestamp", #""2026-11-23T19:00:00.250000Z""#),
      ("annotations", #"{"authorization.k8s.io/decision":"allow"}"#),
    ]
  }

  /// A request that changes something, with its bodies.
  public init(
    verb: String, object: String, request: String? = nil, response: String? = nil
  ) {
    self.init()
    self["level"] = #""RequestResponse""#
    self["verb"] = "\"\(verb)\""
    self["objectRef"] = object
    self["requestObject"] = request
    self["responseObject"] = response
  }

  /// A member's value as JSON text; nil takes it away.
  public subscript(key: String) -> String? {
    get { members.first { $0.key == key }?.json }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let json?): members[place].json = json
      case (let place?, nil): members.remove(at: place)
      case (nil, let json?): members.append((key, json))
      case (nil, nil): break
      }
    }
  }

  /// The same event with other members.
  public func with(_ changes: [String: String?]) -> EventText {
    var copy = self
    for key in changes.keys.sorted() { copy[key] = changes[key] ?? nil }
    return copy
  }

  /// The text, without a line feed.
  public var description: String {
    "{" + members.map { "\"\($0.key)\":\($0.json)" }.joined(separator: ",") + "}"
  }
}
