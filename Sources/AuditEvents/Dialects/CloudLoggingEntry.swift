internal import LogBytes

/// What an entry of Cloud Logging says of a request to a GKE cluster, in the
/// fields of an audit event.
///
/// `io.k8s.core.v1.pods.exec.create` of `core/v1/namespaces/n/pods/p/exec` is
/// the create of `pods/exec`; the group is taken from the resource's name, for
/// the method's is another (`authorization.rbac`).
struct CloudLoggingEntry {
  private(set) var notes: [DialectNote] = [.cloudLevel]
  private let values: DialectValues
  private let source: TextBytes
  private let places: TranslatedPlaces

  init(_ values: DialectValues, _ source: TextBytes) {
    self.values = values
    self.source = source
    places = values.catalog.translated
  }

  /// Writes the fields that are translated.
  ///
  /// - Parameter output: gets the text that they lie in.
  /// - Returns: false if the entry is not of Kubernetes.
  mutating func fill(_ fields: inout EventFields, _ output: inout TextArena) -> Bool {
    let values = values
    return values.lendPlain(places.method, source) { text, range in
      guard let method = CloudMethod(text, range) else { return nil }
      var start = output.count
      output.append(quoted: method.verb, of: text)
      fields.verb = output.range(from: start)
      fillTarget(method, &fields, &output)
      start = output.count
      if writeTime(&output) { fields.received = output.range(from: start) }
      start = output.count
      if writeStatus(method, &output) { fields.responseStatus = output.range(from: start) }
      start = output.count
      writeStage(method, &output)
      if output.count > start { fields.stage = output.range(from: start) }
      start = output.count
      writeDecision(&output)
      if output.count > start { fields.annotations = output.range(from: start) }
      return true
    } ?? false
  }

  private func fillTarget(
    _ method: CloudMethod, _ fields: inout EventFields, _ output: inout TextArena
  ) {
    _ = values.lendPlain(places.resource, source) { text, range -> Void? in
      let start = output.count
      if method.writeReference(to: TextParts(text, range, UInt8(ascii: "/")), &output) {
        fields.objectRef = output.range(from: start)
      } else {
        var path: [UInt8] = [UInt8(ascii: "/")]
        text.append(range, to: &path)
        TextBuffer(path).withBytes {
          output.append(quoted: TextRange(start: 0, count: Int32(path.count)), of: $0)
        }
        fields.requestURI = output.range(from: start)
      }
      return nil
    }
  }

  private func writeTime(_ output: inout TextArena) -> Bool {
    values.lendPlain(places.time, source) { text, range in
      ExactTime.append(range, of: text, to: &output)
      return true
    } ?? false
  }

  /// Writes the status: the one that was answered, or a code for the gRPC code.
  private mutating func writeStatus(_ method: CloudMethod, _ output: inout TextArena) -> Bool {
    if writeAnsweredStatus(&output) { return true }
    guard values.has(places.status), let grpc = grpcCode else { return false }
    output.append("{\"metadata\":{}")
    if isHandedOver(method) {
      output.append(",\"code\":101")
      notes.append(.handedOver)
    } else if grpc == 0 {
      output.append(method.isCreate ? ",\"code\":201" : ",\"code\":200")
      notes.append(.inferredCode)
    } else if let code = values.catalog.httpCodes[grpc] {
      output.append(",\"code\":")
      output.append(Array(String(code).utf8))
    } else {
      notes.append(.unknownCode)
    }
    _ = values.lendPlain(places.message, source) { text, range -> Void? in
      // The code's own name says nothing more.
      guard Self.hasLowercase(text, range) else { return nil }
      output.append(",\"message\":")
      output.append(quoted: range, of: text)
      return nil
    }
    output.append("}")
    return true
  }

  private var grpcCode: Int64? {
    guard values.has(places.grpc) else { return 0 }
    return values.lendPlain(places.grpc, source) { text, range in
      Int64(text.string(at: Int(range.start), count: Int(range.count)))
    }
  }

  private func isHandedOver(_ method: CloudMethod) -> Bool {
    method.mayBeHandedOver && values.says("2", places.grpc, source)
  }

  private static func hasLowercase(_ text: TextBytes, _ range: TextRange) -> Bool {
    text.string(at: Int(range.start), count: Int(range.count)).contains(where: \.isLowercase)
  }

  private func writeAnsweredStatus(_ output: inout TextArena) -> Bool {
    values.lend(places.responseObject, source) { text, range in
      var scanner = JSONScanner()
      let kind = JSONValueReader.value(of: "kind", in: text, range, scanner: &scanner)
      guard text.string(kind, isOneOf: ["Status"]) else { return nil }
      let code = JSONValueReader.value(of: "code", in: text, range, scanner: &scanner)
      guard !code.isNone else { return nil }
      output.append(range, of: text)
      return true
    } ?? false
  }

  private mutating func writeStage(_ method: CloudMethod, _ output: inout TextArena) {
    let isFirst = values.says("true", places.first, source)
    if isHandedOver(method), !isFirst { return output.append("\"ResponseStarted\"") }
    if values.says("true", places.last, source) { return output.append("\"ResponseComplete\"") }
    if isFirst { return output.append("\"ResponseStarted\"") }
    notes.append(.stage)
  }

  /// Writes the decision alone where there are no labels.
  private func writeDecision(_ output: inout TextArena) {
    guard !values.has(places.annotations), values.has(places.granted) else { return }
    let isGranted = values.says("true", places.granted, source)
    output.append("{\"authorization.k8s.io/decision\":")
    output.append(isGranted ? "\"allow\"}" : "\"forbid\"}")
  }
}
