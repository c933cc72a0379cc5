import Foundation
import TestSupport
import Testing

/// How shippers and exports wrap events: a name that `status` must give, and
/// what the wrapper makes of the events' texts.
struct Wrapping: Sendable, CustomTestStringConvertible {
  let format: String
  let wrap: @Sendable ([String]) -> String

  init(_ format: String, _ wrap: @escaping @Sendable ([String]) -> String) {
    self.format = format
    self.wrap = wrap
  }

  /// One line an event.
  static func lines(
    _ format: String, _ wrap: @escaping @Sendable (String) -> String
  ) -> Wrapping {
    Wrapping(format) { events in events.map { wrap($0) + "\n" }.joined() }
  }

  var testDescription: String { format }

  /// A text as a JSON string.
  static func string(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }

  private static func joined(_ events: [String], _ wrap: (String) -> String) -> String {
    events.map(wrap).joined(separator: ",")
  }

  /// What a log group's subscription sends.
  private static func subscription(_ events: [String]) -> String {
    let messages = joined(events) { "{\"id\":\"3\",\"message\":\(string($0))}" }
    return "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[\(messages)]}"
  }

  /// Base64 of gzip.
  private static func gzip(_ text: String) -> String {
    let packed = try? Command.filter("gzip", ["-nc"], Array(text.utf8))
    return Data(packed ?? []).base64EncodedString()
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  /// A field of a CSV file.
  private static func field(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// A text in parts of some bytes, none within a character.
  private static func parts(_ text: String, of length: Int) -> [Substring] {
    var parts: [Substring] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts
  }

  /// Lines with something before the event.
  static let prefixes: [Wrapping] = [
    .lines("cri") { "2026-11-23T19:00:00.000000000Z stdout F \($0)" },
    .lines("cloudwatch-tail") { "2026-11-23T19:00:00.5Z kube-apiserver-audit-9001 \($0)" },
    .lines("timestamped-lines") { "2026-11-23T19:00:00.511Z \($0)" },
    .lines("kubectl-logs") { "[pod/kube-apiserver-a/kube-apiserver] \($0)" },
    .lines("oc-node-logs") { "ip-10-0-143-23.ec2.internal \($0)" },
    .lines("grep") { "audit.log:12:\($0)" },
    .lines("syslog-5424") { "<134>1 2026-11-23T19:00:00.076Z host ocp - - - \($0)" },
    .lines("syslog-3164") { "Nov 23 19:00:00 host kube-apiserver[123]: \($0)" },
    .lines("logcli") { "2026-11-23T19:00:00Z {app=\"kube\"} \($0)" },
    Wrapping("cri") { events in
      events.map { event in
        let parts = parts(event, of: 300)
        return parts.enumerated().map { index, part in
          let mark = index == parts.count - 1 ? "F" : "P"
          return "2026-11-23T19:00:00.000000000Z stdout \(mark) \(part)\n"
        }.joined()
      }.joined()
    },
    Wrapping("fluent-forward") { "[\"tag\",[\(joined($0) { "[1696033856.1,\($0)]" })]]\n" },
    Wrapping("eks-insights-csv") { events in
      "@timestamp,@message,@logStream\n"
        + events.map { "2026-11-23 19:00:00.101,\(field($0)),kube-apiserver-audit-x\n" }.joined()
    },
    Wrapping("aks-log-analytics-csv") { events in
      "TenantId,log_s,pod_s\n" + events.map { "t,\(field($0 + "\n")),p\n" }.joined()
    },
    Wrapping("splunk-csv") { events in
      "\"_raw\",\"_time\"\n" + events.map { "\(field($0)),\"t\"\n" }.joined()
    },
    Wrapping("sentinel-eks-csv") { events in
      "\"TimeGenerated [UTC]\",RawEvent\n" + events.map { "t,\(field($0))\n" }.joined()
    },
    Wrapping("datadog-csv") { events in
      "Date,Host,Service,Message\n" + events.map { "d,h,s,\(field($0))\n" }.joined()
    },
  ]

  /// Records that have the event as a string.
  static let strings: [Wrapping] = [
    .lines("docker-json-file") {
      "{\"log\":\(string($0 + "\n")),\"stream\":\"stdout\",\"time\":\"t\"}"
    },
    Wrapping("docker-json-file") { events in
      events.flatMap { parts($0 + "\n", of: 300) }.map {
        "{\"log\":\(string(String($0))),\"stream\":\"stdout\",\"time\":\"t\"}\n"
      }.joined()
    },
    .lines("fluent") { "{\"log\":\(string($0))}" },
    .lines("cri + fluent") { "2026-11-23T19:00:00Z stdout F {\"log\":\(string($0))}" },
    .lines("vector") { "{\"file\":\"f\",\"message\":\(string($0)),\"source_type\":\"file\"}" },
    .lines("journald") { "{\"MESSAGE\":\(string($0)),\"_HOSTNAME\":\"h\"}" },
    .lines("journald") {
      "{\"MESSAGE\":[\($0.utf8.map(String.init).joined(separator: ","))],\"_HOSTNAME\":\"h\"}"
    },
    .lines("logstash") { "{\"message\":\(string($0)),\"@version\":\"1\"}" },
    .lines("filebeat") {
      "{\"@timestamp\":\"t\",\"message\":\(string($0)),\"log\":{\"offset\":1}}"
    },
    .lines("gelf") {
      "{\"message\":\(string("{\"_appID\":\"k\",\"short_message\":\(string($0))}"))}"
    },
    .lines("aks-diagnostic") {
      "{\"category\":\"kube-audit\",\"properties\":{\"log\":\(string($0 + "\n")),\"pod\":\"p\"}}"
    },
    Wrapping("aks-event-hub") {
      "{\"records\":[\(joined($0) { "{\"properties\":{\"log\":\(string($0))}}" })]}"
    },
    Wrapping("aks-log-analytics") {
      "{\"tables\":[{\"columns\":[],\"rows\":[\(joined($0) { "[\"t\",\(string($0))]" })]}]}"
    },
    Wrapping("eks-cloudwatch") {
      "{\"events\":[\(joined($0) { "{\"timestamp\":1,\"message\":\(string($0))}" })]}"
    },
    Wrapping("eks-subscription") {
      "{\"logEvents\":[\(joined($0) { "{\"id\":\"3\",\"message\":\(string($0))}" })]}"
    },
    Wrapping("eks-insights") {
      let row = { "[{\"field\":\"@ptr\",\"value\":\"C\"},{\"value\":\(string($0))}]" }
      return "{\"results\":[\(joined($0, row))]}"
    },
    Wrapping("kinesis") {
      "{\"Records\":[\(joined($0) { "{\"kinesis\":{\"data\":\"\(base64($0))\"}}" })]}"
    },
    Wrapping("kinesis") {
      let data = { "{\"kinesis\":{\"data\":\"\(gzip(subscription([$0])))\"}}" }
      return "{\"Records\":[\(joined($0, data))]}"
    },
    Wrapping("lambda") { "{\"awslogs\":{\"data\":\"\(gzip(subscription($0)))\"}}" },
    // As Firehose writes them: nothing stands between.
    Wrapping("eks-subscription") { events in events.map { subscription([$0]) }.joined() },
    .lines("pubsub") { "{\"message\":{\"data\":\"\(base64($0))\"}}" },
    Wrapping("loki-api") {
      "{\"data\":{\"result\":[{\"values\":[\(joined($0) { "[\"1\",\(string($0))]" })]}]}}"
    },
    Wrapping("pubsub") {
      let data = { "{\"ackId\":\"a\",\"message\":{\"data\":\"\(base64($0))\"}}" }
      return "{\"receivedMessages\":[\(joined($0, data))]}"
    },
    Wrapping("loki-grafana") {
      "[\(joined($0) { "{\"line\":\(string($0)),\"timestamp\":\"1\",\"fields\":{}}" })]"
    },
    .lines("sentinel-eks") { "{\"AuthDecision\":\"allow\",\"RawEvent\":\(string($0))}" },
    .lines("aks-log-analytics") { "{\"TenantId\":\"t\",\"log_s\":\(string($0))}" },
    .lines("elastic-original") { "{\"event\":{\"original\":\(string($0))}}" },
    .lines("splunk-raw") { "{\"_raw\":\(string($0))}" },
    .lines("viaq") { "{\"openshift\":{\"sequence\":1},\"message\":\(string($0))}" },
    .lines("sekoia-test") { "{\"input\":{\"message\":\(string($0))},\"expected\":{}}" },
    .lines("loki-logcli") { "{\"labels\":{},\"line\":\(string($0)),\"timestamp\":\"t\"}" },
    .lines("splunk-export") { "{\"preview\":false,\"result\":{\"_raw\":\(string($0))}}" },
    .lines("splunk-hec") { "{\"time\":1,\"event\":\(string($0))}" },
    Wrapping("otlp") {
      let record = { "{\"body\":{\"stringValue\":\(string($0))}}" }
      return
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[\(joined($0, record))]}]}]}"
    },
    Wrapping("message") { "{\"message\":\(string($0.joined(separator: "\n")))}" },
    .lines("unknown (a[].b.c$deep$)") {
      "{\"a\":[{\"b\":{\"c\":\(string("{\"deep\":\(string($0))}"))}}]}"
    },
  ]

  /// Records that have the event as an object.
  static let objects: [Wrapping] = [
    Wrapping("event-list") { events in
      let items = events.map { $0.replacing("\"kind\":\"Event\",", with: "", maxReplacements: 1) }
      return "{\"kind\":\"EventList\",\"items\":[\(items.joined(separator: ","))]}"
    },
    .lines("elastic-agent") { "{\"kubernetes\":{\"audit\":\($0)}}" },
    Wrapping("elastic-search") {
      "{\"hits\":{\"hits\":[\(joined($0) { "{\"_source\":\($0)}" })]}}"
    },
    .lines("elastic-dump") { "{\"_index\":\"i\",\"_source\":\($0)}" },
    .lines("datadog") { "{\"_id\":\"A\",\"attributes\":\($0),\"tags\":[]}" },
    .lines("splunk-hec") { "{\"time\":1,\"event\":\($0)}" },
    .lines("viaq") { "{\"openshift\":{\"sequence\":1},\($0.dropFirst())" },
    .lines("viaq") { "{\"openshift\":{\"sequence\":1},\"structured\":\($0)}" },
    .lines("panther") { "{\"p_log_type\":\"Amazon.EKS.Audit\",\($0.dropFirst())" },
    .lines("graylog") { "{\"gl2_source_input\":\"g\",\"message\":\(string($0)),\($0.dropFirst())" },
    .lines("sentinel-eks") { "{\"AuthDecision\":\"allow\",\"RawEvent\":\($0)}" },
    .lines("defender-xdr") { "{\"properties\":{\"RawEventData\":\($0)}}" },
    .lines("aks-diagnostic") { "{\"category\":\"kube-audit\",\"properties\":{\"log\":\($0)}}" },
    .lines("filebeat-json") { "{\"@timestamp\":\"t\",\"json\":\($0)}" },
    Wrapping("unknown (deep[][].er)") { "{\"deep\":[[\(joined($0) { "{\"er\":\($0)}" })]]}" },
  ]

  static let all = prefixes + strings + objects
}
