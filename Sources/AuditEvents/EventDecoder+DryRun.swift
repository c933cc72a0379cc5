internal import LogBytes

extension EventDecoder {
  /// Whether the request asked to change nothing.
  ///
  /// It says so in the query, or, if it deletes or evicts, in the options that
  /// are its body or in it. Whatever else looks like that (a parameter of
  /// another name, a field of a body) is the client's text and changes nothing;
  /// nor do connections and the issuing of tokens know dry runs.
  mutating func isDryRun(
    _ fields: EventFields, _ reference: ObjectReference, _ text: TextBytes
  ) -> Bool {
    let connects: [StaticString] = ["exec", "attach", "portforward", "proxy", "token"]
    guard !connects.contains(where: { text.isText(reference.subresource, $0) }) else {
      return false
    }
    if asksForDryRun(text.contents(of: fields.requestURI), text) { return true }
    guard fields.requestObject.count > 0 else { return false }
    var options = TextRange.none
    if text.string(fields.verb, isOneOf: ["delete", "deletecollection"]) {
      options = fields.requestObject
    } else if text.isText(reference.subresource, "eviction") {
      options = JSONValueReader.value(
        of: "deleteOptions", in: text, fields.requestObject, scanner: &scanner)
    }
    let dryRun = JSONValueReader.value(of: "dryRun", in: text, options, scanner: &scanner)
    return text.contains("\"All\"", in: dryRun)
  }

  /// Whether one of a query's parameters is `dryRun=All`.
  private func asksForDryRun(_ uri: TextRange, _ text: TextBytes) -> Bool {
    guard text.queryContains("dryRun=All", uri) else { return false }
    var plain: [UInt8] = []
    text.appendUnescaped(uri, to: &plain)
    let query = plain.drop { $0 != UInt8(ascii: "?") }.dropFirst()
    return query.split(separator: UInt8(ascii: "&")).contains {
      $0.elementsEqual("dryRun=All".utf8)
    }
  }
}
