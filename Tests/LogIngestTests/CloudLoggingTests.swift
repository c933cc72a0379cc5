import CaseStore
import Foundation
import TestSupport
import Testing

/// An entry of Cloud Logging in what carries it.
@Suite struct CloudLoggingTests {
  private static let entry = """
    {"insertId":"i1","labels":{"authorization.k8s.io/decision":"forbid"},"logName":\
    "projects/p/logs/cloudaudit.googleapis.com%2Factivity","operation":{"first":true,"id":"op-1",\
    "last":true,"producer":"k8s.io"},"protoPayload":{"authenticationInfo":{"principalEmail":\
    "eve@example.com"},"authorizationInfo":[{"granted":false,"permission":"p"}],"methodName":\
    "io.k8s.core.v1.pods.exec.create","requestMetadata":{"callerIp":"192.0.2.7",\
    "callerSuppliedUserAgent":"kubectl"},"request":{"kind":"PodExecOptions","command":["sh"]},\
    "resourceName":"core/v1/namespaces/n/pods/p/exec","serviceName":"k8s.io","status":{"code":7,\
    "message":"no such right"}},"timestamp":"2026-11-23T19:00:19.12Z"}
    """

  /// A row of BigQuery's export, which has bodies as text.
  private static var row: String {
    entry.replacing("\"protoPayload\"", with: "\"protopayload_auditlog\"").replacing(
      #""request":{"kind":"PodExecOptions","command":["sh"]}"#,
      with: #""requestJson":"{\"kind\":\"PodExecOptions\",\"command\":[\"sh\"]}""#)
  }

  private static var message: String {
    "{\"message\":{\"data\":\"\(Data(entry.utf8).base64EncodedString())\",\"messageId\":\"1\"}}"
  }

  @Test(arguments: [
    ("gke", entry), ("gke", "[\(entry)]"), ("gke-bigquery", row), ("pubsub + gke", message),
    ("unknown (a.b) + gke", "{\"a\":{\"b\":\(entry)}}"),
  ])
  func `it gives the same columns, in whatever it comes`(
    _ format: String, _ text: String
  ) throws {
    let test = try IngestCase()
    try test.scratch.write("log.json", text + "\n")
    let report = try test.ingest("log.json")
    #expect(Counts(report) == Counts(events: 1, requests: 1))
    #expect(report.addsUp)
    #expect(try test.status().sources.map(\.format) == [format])
    let rows = try CaseDump.rows(
      test.path,
      """
      SELECT json_array(audit_id, time, stage, verb, user, source_ip, user_agent, resource,
      subresource, namespace, name, code, status_message, decision, outcome) FROM events
      """)
    let values = [
      "op-1", "2026-11-23T19:00:19.120000Z", "ResponseComplete", "create", "eve@example.com",
      "192.0.2.7", "kubectl", "pods", "exec", "n", "p",
    ].map { "\"\($0)\"" }
    let rest = #"403,"no such right","forbid","denied"]"#
    #expect(rows == ["[" + values.joined(separator: ",") + "," + rest])
    try test.expectSound()
  }
}
