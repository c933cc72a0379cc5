internal import LogBytes

/// The fields of `objectRef` that columns are made of.
struct ObjectReference {
  var group = TextRange.none
  var version = TextRange.none
  var resource = TextRange.none
  var subresource = TextRange.none
  var namespace = TextRange.none
  var name = TextRange.none

  init(_ text: TextBytes, _ value: TextRange, _ scanner: inout JSONScanner) {
    var read = self
    JSONValueReader.forEachMember(text, value, scanner: &scanner) { member in
      let key = TextRange(start: member.keyStart, count: member.keyCount)
      let value = text.contents(of: TextRange(start: member.valueStart, count: member.valueCount))
      if !read.set(text, key, to: value) {
        text.unescapingIfNeeded(key) { _ = read.set($0, $1, to: value) }
      }
      return true
    }
    self = read
    splitVersion(text)
  }

  /// Puts a value where its key belongs, if it belongs anywhere.
  @inline(__always)
  private mutating func set(_ text: TextBytes, _ key: TextRange, to value: TextRange) -> Bool {
    let start = Int(key.start)
    switch key.count {
    case 4 where text.matches("name", at: start, count: 4): name = value
    case 8 where text.matches("resource", at: start, count: 8): resource = value
    case 8 where text.matches("apiGroup", at: start, count: 8): group = value
    case 9 where text.matches("namespace", at: start, count: 9): namespace = value
    case 10 where text.matches("apiVersion", at: start, count: 10): version = value
    case 11 where text.matches("subresource", at: start, count: 11): subresource = value
    default: return false
    }
    return true
  }

  /// Before v1beta1 the group stood in `apiVersion`, as `group/version`.
  private mutating func splitVersion(_ text: TextBytes) {
    guard version.count > 0 else { return }
    for offset in version.start..<version.start + version.count
    where text[Int(offset)] == UInt8(ascii: "/") {
      // Some writers escape the slash.
      let end = text[Int(offset) - 1] == UInt8(ascii: "\\") ? offset - 1 : offset
      if group.isNone { group = TextRange(start: version.start, count: end - version.start) }
      version = TextRange(start: offset + 1, count: version.start + version.count - offset - 1)
      return
    }
  }
}

extension EventDecoder {
  mutating func operation(
    _ fields: EventFields, _ reference: ObjectReference, _ text: TextBytes,
    _ batch: inout EventBatch
  ) -> Int64 {
    let verb = text.contents(of: fields.verb)
    let (number, isNew) = operations.intern(
      TextKey(
        text,
        [verb, reference.group, reference.version, reference.resource, reference.subresource]))
    guard isNew else { return number }
    var tuple = OperationTuple(id: number)
    tuple.verb = batch.keep(text, verb)
    tuple.group = batch.keep(text, reference.group)
    tuple.version = batch.keep(text, reference.version)
    tuple.resource = batch.keep(text, reference.resource)
    tuple.subresource = batch.keep(text, reference.subresource)
    batch.operations.append(tuple)
    return number
  }

  /// Which object an event is about, as far as its text tells.
  struct ObjectKey {
    let key: TextKey
    /// The URI, or what follows in it.
    let uri: TextRange
    /// Whether the URI begins with the path that operation and name make.
    let isRest: Bool
  }

  @inline(__always)
  func objectKey(
    _ fields: EventFields, _ reference: ObjectReference, _ text: TextBytes
  ) -> ObjectKey {
    let uri = text.contents(of: fields.requestURI)
    let rest = RequestPath.rest(of: uri, text.contents(of: fields.verb), reference, text)
    // The first stretch keeps a URI apart from a rest that reads the same.
    let kind = rest == nil ? TextRange.none : TextRange(start: 0, count: 0)
    return ObjectKey(
      key: TextKey(
        text, [kind, reference.namespace, reference.name, rest ?? uri, .none], count: 4),
      uri: rest ?? uri, isRest: rest != nil)
  }

  mutating func object(
    _ object: ObjectKey, _ reference: ObjectReference, _ text: TextBytes,
    _ batch: inout EventBatch
  ) -> Int64 {
    let (number, isNew) = objects.intern(object.key)
    guard isNew else { return number }
    var tuple = ObjectTuple(id: number)
    tuple.namespace = batch.keep(text, reference.namespace)
    tuple.name = batch.keep(text, reference.name)
    let uri = batch.keep(text, object.uri)
    if object.isRest { tuple.uriRest = uri } else { tuple.requestURI = uri }
    batch.objects.append(tuple)
    return number
  }

  mutating func client(
    _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) -> Int64 {
    let (number, isNew) = clients.intern(TextKey(text, fields.sourceIPs, fields.userAgent))
    guard isNew else { return number }
    var tuple = ClientTuple(id: number)
    var last = text.contents(of: fields.sourceIPs)
    JSONValueReader.forEachElement(text, fields.sourceIPs, scanner: &scanner) { element in
      last = text.contents(of: element)
      return true
    }
    tuple.address = batch.keep(text, last)
    tuple.addresses = batch.keepJSON(text, fields.sourceIPs)
    tuple.userAgent = batch.keep(text, text.contents(of: fields.userAgent))
    batch.clients.append(tuple)
    return number
  }

  mutating func result(
    _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) -> Int64 {
    let code = plainCode(fields.responseStatus, text)
    if code > 0, let known = numberedResults.find(fields.annotationsNumber, kind: code) {
      return known
    }
    let (number, isNew) = results.intern(
      TextKey(text, fields.responseStatus, fields.annotations))
    if code > 0 { numberedResults.put(number, fields.annotationsNumber, kind: code) }
    guard isNew else { return number }
    var tuple = ResultTuple(id: number)
    readStatus(fields.responseStatus, text, into: &tuple, &batch)
    let hasMore = readDecision(fields.annotations, text, into: &tuple, &batch)
    if hasMore { tuple.annotations = batch.keepJSON(text, fields.annotations) }
    let judgement = Judgement(
      code: tuple.code, decision: batch.text(tuple.decision), message: batch.text(tuple.message))
    tuple.outcome = judgement.outcome
    tuple.refusal = judgement.refusal
    batch.results.append(tuple)
    return number
  }

  /// The code of a status that says nothing else, as most do:
  /// `{"metadata":{},"code":200}`; 0 for any other.
  @inline(__always)
  private func plainCode(_ status: TextRange, _ text: TextBytes) -> Int32 {
    guard status.count == 26 else { return 0 }
    let start = Int(status.start)
    guard text.matches("{\"metadata\":{},\"code\":", at: start, count: 22) else { return 0 }
    var code: Int32 = 0
    for offset in start + 22..<start + 25 {
      let digit = text[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return 0 }
      code = code * 10 + Int32(digit)
    }
    return code
  }

  private mutating func readStatus(
    _ status: TextRange, _ text: TextBytes, into tuple: inout ResultTuple,
    _ batch: inout EventBatch
  ) {
    var code = TextRange.none
    var reason = TextRange.none
    var message = TextRange.none
    JSONValueReader.forEachMember(text, status, scanner: &scanner) { member in
      let key = TextRange(start: member.keyStart, count: member.keyCount)
      let value = text.contents(of: TextRange(start: member.valueStart, count: member.valueCount))
      if text.says("code", key) {
        code = value
      } else if text.says("reason", key) {
        reason = value
      } else if text.says("message", key) {
        message = value
      }
      return true
    }
    tuple.code = Self.number(text, code)
    tuple.reason = batch.keep(text, reason)
    tuple.message = batch.keep(text, message)
  }

  /// A whole number, which some pipelines write like `200.0`.
  private static func number(_ text: TextBytes, _ range: TextRange) -> Int64? {
    guard !range.isNone else { return nil }
    let spelled = text.string(at: Int(range.start), count: Int(range.count))
    return Int64(spelled) ?? Double(spelled).flatMap { Int64(exactly: $0) }
  }

  /// Reads the two annotations that nearly every answer has.
  ///
  /// - Returns: whether there is anything but these two.
  private mutating func readDecision(
    _ annotations: TextRange, _ text: TextBytes, into tuple: inout ResultTuple,
    _ batch: inout EventBatch
  ) -> Bool {
    var decision = TextRange.none
    var reason = TextRange.none
    var others = 0
    JSONValueReader.forEachMember(text, annotations, scanner: &scanner) { member in
      let key = TextRange(start: member.keyStart, count: member.keyCount)
      let value = text.contents(of: TextRange(start: member.valueStart, count: member.valueCount))
      if text.says("authorization.k8s.io/decision", key) {
        decision = value
      } else if text.says("authorization.k8s.io/reason", key) {
        reason = value
      } else if text.says("authorization_k8s_io/decision", key) {
        // Elastic's pipelines allow no point in a key.
        decision = value
      } else if text.says("authorization_k8s_io/reason", key) {
        reason = value
      } else {
        others += 1
      }
      return true
    }
    tuple.decision = batch.keep(text, decision)
    tuple.decisionReason = batch.keep(text, reason)
    return others > 0 || !isPlain(decision, text) || !isPlain(reason, text)
  }

  /// Whether a string has no escapes but those of quotes and backslashes, so
  /// that the view can write it again as it was.
  private func isPlain(_ contents: TextRange, _ text: TextBytes) -> Bool {
    guard !contents.isNone, text[Int(contents.start) - 1] == UInt8(ascii: "\"") else {
      return false
    }
    var offset = Int(contents.start)
    let end = offset + Int(contents.count)
    while offset < end {
      if text[offset] == UInt8(ascii: "\\") {
        let next = text[offset + 1]
        guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") else { return false }
        offset += 1
      }
      offset += 1
    }
    return true
  }
}
