/// The JSON of an audit event, written by hand.
public struct SampleEvent: Sendable {
  /// Its audit ID.
  public var id: String
  /// How far its request had come.
  public var stage = "ResponseComplete"
  /// How much was logged.
  public var level = "Metadata"
  /// The verb .
  public var verb = "get"
  /// The uri .
  public var uri = "/api/v1/namespaces/prod/pods/web"
  /// The user .
  public var user = "alice"
  /// The address .
  public var address = "192.0.2.44"
  /// When the request was received; nil for a log that does not say.
  public var received: String? = "2026-11-23T19:00:19.123456Z"
  /// When the stage was reached.
  public var reached: String? = "2026-11-23T19:00:19.130000Z"
  /// The answer; nil for none.
  public var code: Int? = 200
  /// Further members as JSON, each with a comma before it.
  public var more = ""

  /// An event of a request, at whatever stage.
  public init(_ id: String, _ change: (inout SampleEvent) -> Void = { _ in }) {
    self.id = id
    change(&self)
  }

  /// An audit ID by number.
  public static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    let padded = String(repeating: "0", count: 12 - digits.count) + digits
    return "5bd1f4a0-9d0c-4e7b-8f06-\(padded)"
  }

  /// The event on one line, without its end.
  public var json: String {
    let times = [("requestReceivedTimestamp", received), ("stageTimestamp", reached)]
    let written = times.map { key, time in time.map { ",\"\(key)\":\"\($0)\"" } ?? "" }
    return """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"\(level)","auditID":"\(id)",\
      "stage":"\(stage)","requestURI":"\(uri)","verb":"\(verb)","user":{"username":"\(user)"},\
      "sourceIPs":["\(address)"],"userAgent":"kubectl/v1.35.0",\
      "objectRef":{"resource":"pods","namespace":"prod","name":"web","apiVersion":"v1"}\
      \(code.map { ",\"responseStatus\":{\"metadata\":{},\"code\":\($0)}" } ?? "")\
      \(written.joined())\(more)}
      """
  }

  /// The event and the end of its line.
  public var line: String { json + "\n" }
}
