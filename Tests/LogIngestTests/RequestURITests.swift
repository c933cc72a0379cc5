import Foundation
import SQLite
import TestSupport
import Testing

/// What is kept of a URI is little where it follows from operation and object;
/// whoever asks gets all of it.
@Suite struct RequestURITests {
  /// An event about an object, under a URI.
  private static func line(_ number: Int, verb: String, uri: String, reference: String) -> String {
    """
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"\
    \(SampleEvent.id(number))","stage":"ResponseComplete","requestURI":"\(uri)","verb":"\(verb)",\
    "user":{"username":"a"},"objectRef":{\(reference)},"responseStatus":{"code":200},\
    "requestReceivedTimestamp":"2026-11-23T19:00:\(10 + number).000001Z"}

    """
  }

  private static let pod = #""resource":"pods","namespace":"n","name":"p","apiVersion":"v1""#
  private static let app =
    #""resource":"deployments","namespace":"n","name":"d","apiGroup":"apps","apiVersion":"v1""#

  /// Verb, URI and object reference, and what is kept of the URI: all of it, or
  /// what stands behind the path.
  private static let shapes: [(verb: String, uri: String, reference: String, rest: String?)] = [
    ("get", "/api/v1/namespaces/n/pods/p", pod, ""),
    ("get", "/api/v1/namespaces/n/pods/p?a=1\\u0026b=2", pod, "?a=1&b=2"),
    ("create", "/api/v1/namespaces/n/pods?dryRun=All", pod, "?dryRun=All"),
    ("create", "/api/v1/namespaces/n/pods/p", pod, "/p"),
    ("watch", "/api/v1/namespaces/n/pods?watch=true", pod, "?watch=true"),
    ("list", "/apis/apps/v1/namespaces/n/deployments", app, ""),
    (
      "patch", "/apis/apps/v1/namespaces/n/deployments/d/scale", app + #","subresource":"scale""#,
      ""
    ),
    (
      "patch", "/apis/apps/v1/namespaces/n/deployments/d/scale?x=1",
      app + #","subresource":"scale""#, nil
    ),
    ("create", "/api/v1/namespaces/n/pods/p/eviction", pod + #","subresource":"eviction""#, ""),
    ("get", "/api/v1/namespaces/n/pods/p/log?follow=1", pod + #","subresource":"log""#, nil),
    (
      "delete", "/api/v1/namespaces/n",
      #""resource":"namespaces","namespace":"n","name":"n","apiVersion":"v1""#,
      ""
    ),
    ("deletecollection", "/api/v1/namespaces/n/pods?x", pod, "?x"),
    ("get", "/api/v1/namespaces/other/pods/p", pod, nil),
    ("get", "/api/v1/namespaces/n/podsx/p", pod, nil),
    ("get", "", pod, nil), ("get", "?x", pod, nil), ("get", "/healthz", "", nil),
    ("cre\\u0061te", "/api/v1/namespaces/n/pods", pod, nil),
    ("get", "/api/v1/p\\u006fds/p", #""resource":"p\u006fds","name":"p","apiVersion":"v1""#, nil),
    (
      "get", "/api/v1/namespaces/a\\u002fb/pods/\\u00e9",
      #""resource":"pods","namespace":"a\u002fb","name":"\u00e9","apiVersion":"v1""#, ""
    ),
    ("get", "/api/v1/nodes/n1", #""resource":"nodes","name":"n1","apiVersion":"v1""#, ""),
    ("", "/api/v1/nodes/n1", #""resource":"nodes","name":"n1","apiVersion":"v1""#, ""),
  ]

  @Test func `of every shape the whole is shown, and no more kept than need be`() throws {
    let test = try IngestCase()
    let lines = Self.shapes.enumerated().map { number, shape in
      Self.line(number, verb: shape.verb, uri: shape.uri, reference: shape.reference)
    }
    try test.scratch.write("a.log", lines.joined())
    try test.ingest("a.log")
    let shown = try CaseDump.rows(
      test.path,
      """
      SELECT coalesce(request_uri, '∅') || ' ' || coalesce((SELECT uri_rest FROM object o, event e
      WHERE e.event_id = v.event_id AND o.object_id = e.object_id), '∅') FROM events v
      ORDER BY line
      """)
    let expected = try Self.shapes.map { shape in
      let uri = try JSONDecoder().decode(String.self, from: Data("\"\(shape.uri)\"".utf8))
      return "\(uri) \(shape.rest ?? "∅")"
    }
    #expect(shown == expected)
    try test.expectSound()
  }

  /// Every URI of a case as its view makes it, against the event's own bytes.
  private func expectTrueURIs(_ test: IngestCase, _ log: [UInt8]) throws {
    let rows = try CaseDump.rows(
      test.path, "SELECT line || ' ' || coalesce(request_uri, '∅') FROM events ORDER BY line")
    struct Line: Decodable { let requestURI: String? }
    let lines = log.split(separator: 0x0A, omittingEmptySubsequences: false)
    let expected = try rows.map { row in
      let number = try #require(Int(row.prefix { $0 != " " }))
      let line = try JSONDecoder().decode(Line.self, from: Data(lines[number - 1]))
      return "\(number) \(line.requestURI ?? "∅")"
    }
    #expect(rows == expected)
  }

  @Test(
    .enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"),
    arguments: Corpora.files("recorded", endingIn: ["audit.log", "audit.log.gz"]))
  func `every recorded request keeps its URI`(file: String) throws {
    let test = try IngestCase()
    let log = try Corpora.read(file)
    try test.scratch.write("a.log", log)
    try test.ingest("a.log")
    try expectTrueURIs(test, log)
    let kept = try CaseDump.rows(
      test.path,
      "SELECT count(*) < 0.2 * (SELECT count(*) FROM object) FROM object WHERE request_uri <> ''")
    #expect(kept == ["1"])
  }
}
