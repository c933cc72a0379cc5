internal import AuditEvents
internal import LogBytes
internal import TestSupport
internal import Testing

@Suite struct PatchSummaryTests {
  /// A patch's summary, as stored with its event.
  private func summary(_ patch: String, of resource: String = "deployments") -> [String] {
    let object = #"{"resource":"\#(resource)","namespace":"n","name":"x","apiVersion":"v1"}"#
    return FactTexts(EventText(verb: "patch", object: object, request: patch)).patches
  }

  @Test(arguments: [
    (#"{"spec":{"replicas":3}}"#, ["spec.replicas=3"]),
    (
      #"{"metadata":{"labels":{"a/b":"c","gone":null}},"spec":{"paused":true}}"#,
      ["metadata.labels.a/b=c; metadata.labels.gone=null; spec.paused=true"]
    ),
    (#"{"kind":"Deployment","apiVersion":"apps/v1","spec":{}}"#, ["spec={}"]),
    (#"{"kind":"Deployment","apiVersion":"apps/v1"}"#, []),
    ("{}", []), ("[]", []), ("null", []), (#""text""#, []),
    (#"{"data":{"key":"v\u0061lue\n"}}"#, ["data.key=value\n"]),
    (#"{"spec":{"list":[1, 2]}}"#, ["spec.list=[1, 2]"]),
  ])
  func `a merge or apply patch is told by its leaves`(patch: String, expected: [String]) {
    #expect(summary(patch) == expected)
  }

  @Test func `a strategic patch is told without the order of its lists`() {
    let patch = """
      {"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"web"}],\
      "containers":[{"image":"evil","name":"web"}]}}}}
      """
    #expect(
      summary(patch) == [#"spec.template.spec.containers=[{"image":"evil","name":"web"}]"#])
    #expect(
      summary(#"{"$setElementOrder/secrets":[{"name":"a"}],"secrets":[{"$patch":"delete"}]}"#)
        == [#"secrets=[{"$patch":"delete"}]"#])
    #expect(
      summary(#"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}"#) == [
        #"metadata.$deleteFromPrimitiveList/finalizers=["a"]"#
      ])
  }

  @Test func `a JSON patch is told by its operations`() {
    let patch = """
      [{"op":"replace","path":"/spec/replicas","value":0},{"op":"remove","path":"/a~1b"},\
      {"op":"add","path":"/metadata/labels","value":{"x":"y"}}]
      """
    #expect(
      summary(patch) == [#"replace /spec/replicas=0; remove /a~1b; add /metadata/labels={"x":"y"}"#]
    )
  }

  @Test func `copies of the object are left out`() {
    let patch = """
      {"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","a":"b"},\
      "managedFields":[{}]}}
      """
    #expect(summary(patch) == ["metadata.annotations.a=b"])
    let operation = """
      [{"op":"add","path":"/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration",\
      "value":"{}"}]
      """
    #expect(summary(operation) == [])
  }

  @Test func `long values and long patches are cut`() {
    let long = String(repeating: "x", count: 65)
    #expect(summary("{\"a\":\"\(long)\",\"b\":[\"\(long)\"]}") == ["a=…; b=(69 bytes)"])
    let members = (0..<100).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    let cut = summary("{\(members)}")
    #expect(cut.count == 1)
    #expect(cut[0].hasPrefix("key0=0; key1=1; ") && cut[0].hasSuffix("; …"))
    #expect(cut[0].utf8.count <= 245)
    let deep = String(repeating: "{\"a\":", count: 40) + "1" + String(repeating: "}", count: 40)
    #expect(summary(deep).count == 1)
  }

  @Test func `a scaling is told, a status is not`() {
    let scale = #"{"resource":"deployments","name":"x","subresource":"scale"}"#
    let body = #"{"kind":"Scale","spec":{"replicas":0}}"#
    let update = FactTexts(EventText(verb: "update", object: scale, request: body))
    #expect(update.patches == ["spec.replicas=0"])
    let status = #"{"resource":"nodes","name":"x","subresource":"status"}"#
    #expect(FactTexts(EventText(verb: "patch", object: status, request: body)).patches == [])
    let whole = #"{"resource":"deployments","name":"x"}"#
    #expect(FactTexts(EventText(verb: "update", object: whole, request: body)).patches == [])
  }

  @Test(arguments: [
    #"{"data":{"password":"c2VjcmV0"}}"#,
    #"{"stringData":{"password":"c2VjcmV0"}}"#,
    #"{"d\u0061ta":{"password":"c2VjcmV0"}}"#,
    #"{"metadata":{"annotations":{"copy":"c2VjcmV0"}}}"#,
    #"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"c2VjcmV0"}}}"#,
    #"{"metadata":"c2VjcmV0"}"#,
    #"{"other":["c2VjcmV0"]}"#,
    #"[{"op":"replace","path":"/data/password","value":"c2VjcmV0"}]"#,
    #"[{"op":"replace","path":"/data","value":{"password":"c2VjcmV0"}}]"#,
    #"[{"op":"add","path":"/stringData/password","value":"c2VjcmV0"}]"#,
    #"[{"op":"replace","path":"","value":{"data":{"p":"c2VjcmV0"}}}]"#,
    #"[{"op":"add","path":"/metadata","value":{"annotations":{"p":"c2VjcmV0"}}}]"#,
    #"[{"op":"add","path":"/metadata/annotations/x","value":"c2VjcmV0"}]"#,
    #"[{"op":"test","path":"/data/password","value":"c2VjcmV0"}]"#,
    #"[{"value":"c2VjcmV0"}]"#,
  ])
  func `a Secret's values are never told`(patch: String) {
    for resource in ["secrets", #"s\u0065crets"#] {
      let told = summary(patch, of: resource)
      #expect(!told.joined().contains("c2VjcmV0"), "\(told)")
    }
    #expect(
      summary(patch, of: "configmaps") != summary(patch, of: "secrets") || summary(patch) == [])
  }

  @Test func `what is no secret of a Secret is told`() {
    let patch = """
      {"type":"Opaque","immutable":true,"metadata":{"labels":{"a":"b"}},"data":{"p":"c2VjcmV0"}}
      """
    #expect(
      summary(patch, of: "secrets")
        == ["type=Opaque; immutable=true; metadata.labels.a=b; data.p=(redacted)"])
    let operation =
      #"[{"op":"remove","path":"/data/p"},{"op":"add","path":"/metadata/labels/a","value":"b"}]"#
    #expect(summary(operation, of: "secrets") == ["remove /data/p; add /metadata/labels/a=b"])
  }
}
