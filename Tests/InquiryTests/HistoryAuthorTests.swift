import Testing

/// Who is said to have changed what, where the log does not have every request.
@Suite struct HistoryAuthorTests {
  private static let web = "/apis/apps/v1/namespaces/prod/deployments/web"
  private static let controller = "system:serviceaccount:kube-system:deployment-controller"

  private static func object(
    _ image: String, _ replicas: Int = 1, generation: Int? = nil, annotations: String = "",
    more: String = ""
  ) -> String {
    let count = generation.map { #","generation":\#($0)"# } ?? ""
    return """
      {"kind":"Deployment","metadata":{"name":"web"\(count),"annotations":{\(annotations)}},\
      "spec":{"replicas":\(replicas),"template":{"spec":{"containers":[{"name":"web","image":"\
      \(image)"}]}}\(more)}}
      """
  }

  private static func created(_ body: String) -> Sample {
    .uri("create", "/apis/apps/v1/namespaces/prod/deployments", at: 0, code: 201) {
      $0.name = "web"
      $0.request = body
      $0.response = body
    }
  }

  private static func noted(by user: String, at second: Double, _ answer: String) -> Sample {
    .uri("patch", web, by: user, at: second) {
      $0.request = #"{"metadata":{"annotations":{"note":"hi"}}}"#
      $0.response = answer
    }
  }

  private static let image = "spec.template.spec.containers[web].image"

  @Test func `what a request did not ask for was changed before it`() throws {
    let found = try deeds(
      "deploy/web",
      [
        Self.created(Self.object("web:1")),
        Self.noted(by: "bob", at: 9, Self.object("evil:1", 5, annotations: #""note":"hi""#)),
      ])
    #expect(
      found.last == """
        bob | changed | metadata.annotations.note: none → hi; before, by a request not in the log: \
        spec.replicas: 1 → 5, \(Self.image): web:1 → evil:1
        """)
  }

  @Test func `who wrote without a body in between is named, and not accused`() throws {
    let answer = Self.object("evil:1", annotations: #""note":"hi""#)
    let found = try deeds(
      "deploy/web",
      [
        Self.created(Self.object("web:1")),
        .uri("patch", Self.web, by: "eve", at: 1, code: 403) { $0.level = "Metadata" },
        .uri("patch", Self.web, by: "mallory", at: 2) { $0.level = "Metadata" },
        Self.noted(by: "bob", at: 9, answer), Self.noted(by: "carol", at: 10, answer),
        .uri("patch", Self.web, by: "mallory", at: 11) { $0.level = "Metadata" },
        .uri("patch", Self.web, by: "mallory", at: 12) { $0.level = "Metadata" },
        .uri("update", Self.web, by: "dave", at: 13) {
          $0.request = Self.object("evil:2")
          $0.response = $0.request
        },
      ])
    #expect(
      found.filter { !$0.hasPrefix("alice") } == [
        "eve | changed | -", "mallory | changed | -",
        """
        bob | changed | metadata.annotations.note: none → hi; before, perhaps by the request of \
        mallory at 2026-11-23T12:00:02.000000Z, whose body was not kept: \(Self.image): web:1 → \
        evil:1
        """,
        "carol | changed | no field changed", "mallory | changed | -", "mallory | changed | -",
        """
        dave | changed | \(Self.image): evil:1 → evil:2; metadata.annotations.note: hi → none; \
        some of it before, perhaps by the request of mallory at 2026-11-23T12:00:12.000000Z or 1 \
        before it, whose body was not kept
        """,
      ])
  }

  @Test func `changes of the status tell when it was seen first, and what they set`() throws {
    let revision = "metadata.annotations.deployment.kubernetes.io/revision"
    func status(_ number: Int, _ image: String, at second: Double) -> Sample {
      .uri("update", Self.web + "/status", by: Self.controller, at: second) {
        $0.request = Self.object(
          image, annotations: #""deployment.kubernetes.io/revision":"\#(number)""#)
        $0.response = $0.request
      }
    }
    let restart = #""kubectl.kubernetes.io/restartedAt":"now""#
    let found = try deeds(
      "deploy/web",
      [
        Self.created(
          Self.object("web:1", annotations: #""deployment.kubernetes.io/revision":"1""#)),
        status(1, "web:1", at: 1), status(1, "web:2", at: 2), status(2, "web:2", at: 3),
        status(2, "web:2", at: 4),
        .uri("patch", Self.web, by: "bob", at: 9) {
          $0.request = #"{"metadata":{"annotations":{\#(restart)}}}"#
          $0.response = Self.object(
            "web:2", annotations: #""deployment.kubernetes.io/revision":"2",\#(restart)"#)
        },
      ])
    #expect(
      found.last == """
        bob | restarted | metadata.annotations.kubectl.kubernetes.io/restartedAt: none → now; \
        before, by \(Self.controller) with a change of the status at 2026-11-23T12:00:03.000000Z: \
        \(revision): 1 → 2; before, by a request not in the log (seen first at \
        2026-11-23T12:00:02.000000Z): \(Self.image): web:1 → web:2
        """)
  }

  @Test func `what the server filled in is told by the count of changes`() throws {
    let found = try deeds(
      "deploy/web",
      [
        Self.created(Self.object("web:1", generation: 1)),
        .uri("patch", Self.web, by: "bob", at: 1) {
          $0.request = #"{"spec":{"replicas":2}}"#
          $0.response = Self.object("web:1", 2, generation: 2, more: #","paused":false"#)
        },
        .uri("patch", Self.web, by: "carol", at: 2) {
          $0.request = #"{"spec":{"replicas":3}}"#
          $0.response = Self.object("web:1", 3, generation: 4, more: #","paused":true"#)
        },
        .uri("update", Self.web, by: "dave", at: 3) {
          $0.request = Self.object("web:2", 3)
          $0.response = Self.object(
            "mirror/web:2", 3, generation: 5, more: #","minReadySeconds":1"#)
        },
      ])
    #expect(
      found.suffix(3) == [
        "bob | scaled | spec.replicas: 1 → 2; by the server: spec.paused: none → false",
        """
        carol | scaled | spec.replicas: 2 → 3; before, by a request not in the log: spec.paused: \
        false → true
        """,
        """
        dave | changed | \(Self.image): web:1 → mirror/web:2; spec.paused: true → none; by the \
        server: spec.minReadySeconds: none → 1
        """,
      ])
  }

  @Test func `a part that a request added is its own, with what the server put into it`() throws {
    let added = #"{"name":"side","image":"envoy:1""#
    let found = try deeds(
      "pod/p",
      [
        .uri("update", "/api/v1/namespaces/prod/pods/p", at: 0) {
          $0.request = #"{"kind":"Pod","spec":{"containers":[{"name":"web","image":"web:1"}]}}"#
          $0.response = $0.request
        },
        .uri("patch", "/api/v1/namespaces/prod/pods/p", by: "bob", at: 1) {
          $0.request = #"{"spec":{"containers":[\#(added)}]}}"#
          $0.response = #"""
            {"kind":"Pod","spec":{"containers":[{"name":"web","image":"web:1"},\#(added),
            "tty":false,"imagePullPolicy":"IfNotPresent"}]}}
            """#
        },
      ])
    #expect(
      found.last == """
        bob | changed | spec.containers[side].image: none → envoy:1; \
        spec.containers[side].tty: none → false
        """)
  }

  @Test func `an answer alone does not tell whose a change is`() throws {
    let found = try deeds(
      "deploy/web",
      [
        Self.created(Self.object("web:1")),
        .uri("patch", Self.web, by: "bob", at: 1) { $0.response = Self.object("web:2") },
      ])
    #expect(
      found.last == """
        bob | changed | by it, of which no request body was kept, or before it: \(Self.image): \
        web:1 → web:2
        """)
  }

  @Test func `a whole object is compared with the last one that was sent`() throws {
    func update(_ labels: String, by user: String, at second: Double) -> Sample {
      .uri("update", "/api/v1/namespaces/prod/pods/p", by: user, at: second) {
        $0.level = "Request"
        $0.request = #"""
          {"kind":"Pod","metadata":{"name":"p","labels":{\#(labels)}},
          "spec":{"dnsPolicy":"ClusterFirst"}}
          """#
      }
    }
    let found = try deeds(
      "pod/p",
      [
        update(#""a":"1""#, by: "alice", at: 0), update(#""b":"2""#, by: "bob", at: 1),
        update(#""b":"3""#, by: "carol", at: 2),
      ])
    #expect(
      found == [
        """
        alice | changed | metadata.labels.a = 1; spec.dnsPolicy = ClusterFirst; what it was before \
        is not known
        """,
        "bob | changed | metadata.labels.b = 2; metadata.labels.a: 1 → none",
        "carol | changed | metadata.labels.b: 2 → 3",
      ])
  }
}
