import Inquiry
import Testing

/// What patches of each kind are said to change.
@Suite struct HistoryPatchTests {
  private func changes(
    _ path: String, _ resource: String, from body: String?, _ patches: String...
  ) throws -> [String] {
    var samples: [Sample] = []
    if let body {
      samples.append(
        .uri("update", path, at: 0) {
          $0.level = "Request"
          $0.request = body
        })
    }
    for (index, patch) in patches.enumerated() {
      samples.append(
        .uri("patch", path, at: Double(index + 1)) {
          $0.level = "Request"
          $0.request = patch
        })
    }
    return table(try life(resource, samples), of: History.columns, "changes")
      .suffix(patches.count)
  }

  private static let service = #"""
    {"kind":"Service","metadata":{"labels":{"a":"1","tier":"gold"},"finalizers":["a/b","c/d"]},
    "spec":{"ports":[{"port":80,"name":"http"},{"port":81,"name":"old"}],
    "selector":{"app":"web","tier":"x"},"externalIPs":["192.0.2.1"]}}
    """#

  @Test func `directives of a strategic patch take away what they say`() throws {
    let found = try changes(
      "/api/v1/namespaces/prod/services/s", "svc/s", from: Self.service,
      #"{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":81,"$patch":"delete"}]}}"#,
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/b"]}}"#,
      #"{"metadata":{"finalizers":["e/f"]}}"#,
      #"{"spec":{"selector":{"$patch":"replace","app":"evil"}}}"#,
      #"{"spec":{"$retainKeys":["ports","type"],"type":"NodePort"}}"#)
    #expect(
      found == [
        "spec.ports[old].port: 81 → none", "metadata.finalizers: [a/b, c/d] → [c/d]",
        "metadata.finalizers: [c/d] → [c/d, e/f]",
        "spec.selector.app: web → evil; spec.selector.tier: x → none",
        """
        spec.type = NodePort; spec.externalIPs: [192.0.2.1] → none; spec.selector.app: evil → none
        """,
      ])
  }

  @Test func `where nothing is known of the object, directives still read as removals`() throws {
    let found = try changes(
      "/api/v1/namespaces/prod/pods/p", "pod/p", from: nil,
      #"{"spec":{"containers":[{"$patch":"delete","name":"side"}]}}"#,
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/b"]}}"#,
      #"{"spec":{"nodeSelector":{"$patch":"replace","disk":"ssd"}}}"#)
    #expect(
      found == [
        "spec.containers[side] = none", "metadata.finalizers[a/b] = none",
        "spec.nodeSelector = none; spec.nodeSelector.disk = ssd",
      ])
  }

  @Test func `a list that is replaced as a whole shows who left it`() throws {
    let path = "/apis/rbac.authorization.k8s.io/v1/namespaces/prod/rolebindings/rb"
    let found = try changes(
      path, "rolebinding/rb",
      from: #"{"kind":"RoleBinding","subjects":[{"kind":"User","name":"bob"}]}"#,
      #"{"subjects":[{"kind":"User","name":"mallory"}]}"#,
      #"[{"op":"add","path":"/subjects/-","value":{"kind":"Group","name":"all"}}]"#,
      #"[{"op":"add","path":"/subjects/0","value":{"kind":"User","name":"zoe"}}]"#,
      #"[{"op":"remove","path":"/subjects/1"}]"#)
    #expect(
      found == [
        "subjects[mallory].kind: none → User; subjects[bob].kind: User → none",
        "subjects[all].kind: none → Group", "subjects[zoe].kind: none → User",
        "subjects[mallory].kind: User → none",
      ])
  }

  @Test func `a custom kind's lists are replaced, for it knows no strategic patch`() throws {
    let found = try changes(
      "/apis/example.com/v1/namespaces/prod/widgets/w", "widgets/w",
      from: #"{"kind":"Widget","spec":{"containers":[{"name":"a","v":1},{"name":"b","v":1}]}}"#,
      #"{"spec":{"containers":[{"name":"a","v":2}]}}"#)
    #expect(found == ["spec.containers[a].v: 1 → 2; spec.containers[b].v: 1 → none"])
  }

  @Test func `the operations of a JSON patch are carried out`() throws {
    let found = try changes(
      "/api/v1/namespaces/prod/services/s", "svc/s", from: Self.service,
      #"""
      [{"op":"test","path":"/metadata/labels/a","value":"9"},
      {"op":"move","from":"/metadata/labels/tier","path":"/metadata/labels/t~1x"},
      {"op":"copy","from":"/metadata/labels/t~1x","path":"/metadata/labels/y~0"},
      {"op":"replace","path":"/spec/ports/0/port","value":443}]
      """#,
      #"[{"op":"remove","path":"/spec/ports/0"},{"op":"remove","path":"/spec/affinity"}]"#)
    #expect(
      found == [
        """
        metadata.labels.t/x = gold; metadata.labels.y~ = gold; spec.ports[http].port: 80 → 443; \
        metadata.labels.tier: gold → none
        """, "spec.affinity = none; spec.ports[http].port: 443 → none",
      ])
  }

  @Test func `where nothing is known, a JSON patch says what it asks for`() throws {
    let found = try changes(
      "/api/v1/namespaces/prod/services/s", "svc/s", from: nil,
      #"""
      [{"op":"move","from":"/metadata/labels/a","path":"/metadata/labels/b"},
      {"op":"copy","from":"/metadata/labels/b","path":"/metadata/labels/c"},
      {"op":"remove","path":"/spec/ports/0"},
      {"op":"replace","path":"/spec/ports/1/port","value":1},
      {"op":"add","path":"/spec/ports/-","value":{"name":"x","port":2}},
      {"op":"add","path":"/spec/externalIPs/-","value":"192.0.2.1"},
      {"op":"add","path":"/spec/selector","value":{"app":"x"}},
      {"op":"replace","path":"/status","value":{"a":1}}]
      """#)
    #expect(
      found == [
        """
        metadata.labels.a = none; metadata.labels.b = what stood at metadata.labels.a; \
        metadata.labels.c = what stands at metadata.labels.b; spec.ports[0] = none; \
        spec.ports[1].port = 1; spec.ports[x].port = 2; spec.externalIPs[+] = 192.0.2.1; \
        spec.selector.app = x
        """
      ])
  }

  @Test func `what a Secret was sent as text is compared with its data`() throws {
    let path = "/api/v1/namespaces/prod/secrets/db"
    let found = try changes(
      path, "secret/db", from: #"{"kind":"Secret","data":{"a":"aHVudGVyMg=="}}"#,
      #"{"stringData":{"a":"other"}}"#, #"{"stringData":{"a":"hunter2","b":"xyz"}}"#,
      #"[{"op":"replace","path":"","value":{"kind":"Secret","data":{"a":"eHl6"}}}]"#)
    let hashes = found.joined().matches(of: /hash:[0-9a-f]{10}/).map { String($0.output) }
    #expect(hashes.count == 8)
    #expect(
      found == [
        "data.a: \(hashes[0]) → \(hashes[1])",
        "data.a: \(hashes[1]) → \(hashes[0]); data.b = \(hashes[4])",
        "data.a: \(hashes[0]) → \(hashes[4]); data.b: \(hashes[4]) → none",
      ])
  }

  @Test func `an apply takes away what its author sends no more`() throws {
    let found = try deeds(
      "svc/s",
      [
        .uri("update", "/api/v1/namespaces/prod/services/s", at: 0) {
          $0.request = Self.service
          $0.response = Self.service
        },
        .uri("patch", "/api/v1/namespaces/prod/services/s?fieldManager=me", by: "bob", at: 1) {
          $0.request = #"""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","labels":{"a":"2"}}}
            """#
          $0.response = Self.service.replacing(#""a":"1","tier":"gold""#, with: #""a":"2""#)
        },
      ])
    #expect(
      found.last == "bob | changed | metadata.labels.a: 1 → 2; metadata.labels.tier: gold → none")
  }

  @Test func `acts that are opposite have names of their own`() throws {
    func approval(_ type: String, _ name: String, at second: Double) -> Sample {
      .uri(
        "update",
        "/apis/certificates.k8s.io/v1/certificatesigningrequests/\(name)/approval", at: second
      ) { $0.request = #"{"status":{"conditions":[{"type":"\#(type)","reason":"R"}]}}"# }
    }
    func node(_ value: String, at second: Double) -> Sample {
      .uri("patch", "/api/v1/nodes/n", at: second) {
        $0.level = "Request"
        $0.request = #"{"spec":{"unschedulable":\#(value)}}"#
      }
    }
    var silent = approval("Denied", "c", at: 3)
    (silent.request, silent.level) = (nil, "Metadata")
    let path = "/apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval"
    let patch = Sample.uri("patch", path, at: 4) {
      $0.request = #"[{"op":"add","path":"/status/conditions/-","value":{"type":"Denied"}}]"#
    }
    #expect(
      try deeds(
        "csr/c", [approval("Denied", "c", at: 1), approval("Approved", "c", at: 2), silent, patch])
        == [
          "alice | denied | conditions[Denied].reason = R",
          "alice | approved | conditions[Approved].reason = R", "alice | approved or denied | -",
          "alice | denied | -",
        ])
    #expect(
      try deeds("node/n", [node("true", at: 1), node("null", at: 2), node("false", at: 3)]) == [
        "alice | cordoned | spec.unschedulable = true",
        "alice | uncordoned | spec.unschedulable = none",
        "alice | uncordoned | spec.unschedulable = false",
      ])
  }
}
