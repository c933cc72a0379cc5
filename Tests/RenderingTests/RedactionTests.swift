import Testing

@testable import Rendering

private func redacted(_ text: String) -> String {
  written(text, layout: .oneLine, redaction: .standard)
}

@Suite struct RedactionTests {
  @Test func `values of a Secret are hidden and its keys shown`() {
    #expect(
      redacted(
        #"{"objectRef":{"resource":"secrets","name":"db"},"requestObject":{"data":{"pw":"aHVudGVyMg==","old":null},"stringData":{"n":{"x":1}}}}"#
      )
        == #"{"objectRef":{"resource":"secrets","name":"db"},"requestObject":{"data":{"pw":"(redacted, 12 bytes)","old":null},"stringData":{"n":"(redacted, 7 bytes)"}}}"#
    )
  }

  @Test func `a Secret in a list is found wherever its kind stands`() {
    #expect(
      redacted(#"{"responseObject":{"items":[{"data":{"a":"c2VjcmV0"}}],"kind":"SecretList"}}"#)
        == #"{"responseObject":{"items":[{"data":{"a":"(redacted, 8 bytes)"}}],"kind":"SecretList"}}"#
    )
    #expect(
      redacted(#"{"items":[{"kind":"Secret","data":"gone"},{"kind":"Pod"}]}"#)
        == #"{"items":[{"kind":"Secret","data":"(redacted, 4 bytes)"},{"kind":"Pod"}]}"#)
  }

  @Test func `data of a ConfigMap is shown`() {
    let text = #"{"objectRef":{"resource":"configmaps"},"requestObject":{"data":{"a":"b"}}}"#
    #expect(redacted(text) == text)
  }

  @Test func `tokens and passwords in texts are hidden wherever they stand`() {
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrIn0.c2lnbmF0dXJl"
    #expect(
      redacted(
        #"{"kind":"ConfigMap","data":{"config":"user: x\ntoken: \#(token)\n","aws":"AWS_SECRET_ACCESS_KEY=wJalrXUtn","db-password":"hunter2","mode":"token"}}"#
      )
        == #"{"kind":"ConfigMap","data":{"config":"user: x\ntoken: (redacted)\n","aws":"AWS_SECRET_ACCESS_KEY=(redacted)","db-password":"(redacted, 7 bytes)","mode":"token"}}"#
    )
    #expect(
      redacted(
        #"{"args":["--token","abc","--port","80"],"env":[{"name":"DB_PASSWORD","value":"abc"},{"name":"A","value":"b"}]}"#
      )
        == #"{"args":["--token","(redacted)","--port","80"],"env":[{"name":"DB_PASSWORD","value":"(redacted, 3 bytes)"},{"name":"A","value":"b"}]}"#
    )
    let note =
      #"{"annotations":{"authentication.k8s.io/legacy-token":"system:serviceaccount:a:b"}}"#
    #expect(redacted(note) == note)
  }

  @Test func `a note of what was run is as safe as the command`() {
    var options = RenderingOptions()
    options.redaction = .standard
    #expect(
      rendered(
        .csv, columns("actor", "note"),
        [[.text("eve"), .text("curl -H 'Authorization: Bearer abcdef'")]], options: options)
        == "actor,note\neve,curl -H 'Authorization: Bearer (redacted)'\n")
  }

  @Test func `patches of a Secret are hidden`() {
    #expect(
      redacted(
        #"{"objectRef":{"resource":"secrets"},"requestObject":[{"value":"x","op":"add","path":"/data/p"}]}"#
      )
        == #"{"objectRef":{"resource":"secrets"},"requestObject":[{"value":"(redacted, 1 bytes)","op":"add","path":"/data/p"}]}"#
    )
  }

  @Test func `issued and reviewed tokens are hidden`() {
    #expect(
      redacted(#"{"responseObject":{"kind":"TokenRequest","status":{"token":"eyJ","x":1}}}"#)
        == #"{"responseObject":{"kind":"TokenRequest","status":{"token":"(redacted, 3 bytes)","x":1}}}"#
    )
    #expect(
      redacted(#"{"requestObject":{"spec":{"token":"abc"}}}"#)
        == #"{"requestObject":{"spec":{"token":"(redacted, 3 bytes)"}}}"#)
  }

  @Test func `copies of whole objects in annotations are hidden`() {
    #expect(
      redacted(
        #"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","a.b/c":"d"}}}"#
      )
        == #"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"(redacted, 2 bytes)","a.b/c":"d"}}}"#
    )
  }

  @Test func `secrets in the request's address are hidden`() {
    #expect(
      redacted(#"{"requestURI":"/api/v1/pods?token=abc&watch=1"}"#)
        == #"{"requestURI":"/api/v1/pods?token=(redacted)&watch=1"}"#)
  }

  @Test func `a body that a shipper made a string is hidden too`() {
    #expect(
      redacted(#"{"requestObject":"{\"kind\":\"Secret\",\"data\":{\"a\":\"b\"}}"}"#)
        == #"{"requestObject":"{\"kind\":\"Secret\",\"data\":{\"a\":\"(redacted, 1 bytes)\"}}"}"#)
    let harmless = #"{"message":"[ a, b ] {"}"#
    #expect(redacted(harmless) == harmless)
    let spelled = #"{"requestObject":"{ \"a\": 1 }"}"#
    #expect(redacted(spelled) == spelled)
  }

  @Test func `dotted and renamed keys are understood`() {
    #expect(
      redacted(#"{"objectRef.resource":"secrets","requestObject.data.pw":"x"}"#)
        == #"{"objectRef.resource":"secrets","requestObject.data.pw":"(redacted, 1 bytes)"}"#)
    #expect(
      redacted(
        #"{"object_ref":{"resource":"secrets"},"request_object":{"d\u0061ta":{"tls.crt":"x"}}}"#)
        == #"{"object_ref":{"resource":"secrets"},"request_object":{"d\u0061ta":{"tls.crt":"(redacted, 1 bytes)"}}}"#
    )
  }

  @Test func `a record cut short does not show its secret`() {
    #expect(
      redacted(#"{"kind":"Secret","data":{"a":"b","pw":"hunt"#)
        == #"{"kind":"Secret","data":{"a":"(redacted, 1 bytes)" (no JSON from byte 38 on, 5 bytes withheld)"#
    )
  }

  @Test func `without a redaction everything is shown`() {
    let text = #"{"kind":"Secret","data":{"a":"b"}}"#
    #expect(written(text, layout: .oneLine) == text)
  }

  @Test(arguments: [
    ("/api/v1/pods", "/api/v1/pods"),
    ("/x?labelSelector=app%3Dweb&limit=500", "/x?labelSelector=app%3Dweb&limit=500"),
    ("/x?access_token=a&Password=b&t=", "/x?access_token=(redacted)&Password=(redacted)&t="),
    ("/x?%74oken=a", "/x?%74oken=(redacted)"),
    ("/exec?command=sh&command=-c&command=ls", "/exec?command=sh&command=-c&command=ls"),
    (
      "/exec?command=vault&command=--token&command=s.abc&container=a",
      "/exec?command=vault&command=--token&command=(redacted)&container=a"
    ),
    (
      "/exec?command=curl&command=-H&command=Authorization%3A+Bearer+abc",
      "/exec?command=curl&command=-H&command=Authorization:%20Bearer%20(redacted)"
    ),
  ])
  func `addresses keep what is no secret`(uri: String, shown: String) {
    #expect(Redaction.standard.requestURI(uri) == shown)
  }

  @Test(arguments: [
    ("sh -c ls", "sh -c ls"),
    ("kubectl get secret", "kubectl get secret"),
    ("login --password=hunter2 -v", "login --password=(redacted) -v"),
    ("login --password hunter2 -v", "login --password (redacted) -v"),
    ("login --password -v", "login --password -v"),
    ("DB_PASSWORD='a b' run", "DB_PASSWORD='(redacted)' run"),
    (
      "data.password: hash:1efef29fa3 → hash:eee5b998f4",
      "data.password: hash:1efef29fa3 → hash:eee5b998f4"
    ),
    ("data.password: none → hash:eee5b998f4", "data.password: none → hash:eee5b998f4"),
    ("password: none of yours", "password: (redacted) of yours"),
    ("password: hash:1efef29fa", "password: (redacted)"),
    ("password: hash:1efef29fa3x", "password: (redacted)"),
    ("{\"api_key\": \"abc\"}", "{\"api_key\": \"(redacted)\"}"),
    ("-H \"Authorization: Bearer abc\"", "-H \"Authorization: Bearer (redacted)\""),
    ("git clone https://me:pw@host/x", "git clone https://me:(redacted)@host/x"),
    (
      "x eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrIn0.c2lnbmF0dXJl y", "x (redacted) y"
    ),
    (
      "system:serviceaccount:kube-system:token-cleaner",
      "system:serviceaccount:kube-system:token-cleaner"
    ),
  ])
  func `lines keep what is no secret`(text: String, shown: String) {
    #expect(Redaction.standard.text(text) == shown)
  }
}
