internal import LogBytes

extension EventDecoder {
  mutating func actor(
    _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) -> Int64 {
    let isPlain = fields.impersonatedUser.isNone
    if isPlain, let known = numberedActors.find(fields.userNumber, kind: 0) { return known }
    let (number, isNew) = actors.intern(TextKey(text, fields.user, fields.impersonatedUser))
    if isPlain { numberedActors.put(number, fields.userNumber, kind: 0) }
    guard isNew else { return number }
    var tuple = ActorTuple(id: number)
    let user = UserFields(text, fields.user, &scanner)
    tuple.user = batch.keep(text, user.name)
    tuple.uid = batch.keep(text, user.uid)
    tuple.groups = batch.keepJSON(text, user.groups)
    tuple.kind = ActorKind(user: batch.text(tuple.user))
    tuple.extra = batch.keepJSON(text, user.extra)
    readExtra(user.extra, text, into: &tuple, &batch)
    let impersonated = UserFields(text, fields.impersonatedUser, &scanner)
    tuple.impersonatedUser = batch.keep(text, impersonated.name)
    tuple.impersonated = batch.keepJSON(text, fields.impersonatedUser)
    batch.actors.append(tuple)
    return number
  }

  /// Which credential was used, and the pod and node a token was bound to.
  private mutating func readExtra(
    _ extra: TextRange, _ text: TextBytes, into tuple: inout ActorTuple, _ batch: inout EventBatch
  ) {
    tuple.credential = extraValue("authentication.kubernetes.io/credential-id", extra, text, &batch)
    tuple.pod = extraValue("authentication.kubernetes.io/pod-name", extra, text, &batch)
    tuple.node = extraValue("authentication.kubernetes.io/node-name", extra, text, &batch)
  }

  /// The first value of a key of `extra`; each is an array of strings.
  private mutating func extraValue(
    _ key: StaticString, _ extra: TextRange, _ text: TextBytes, _ batch: inout EventBatch
  ) -> Slice {
    let value = JSONValueReader.value(of: key, in: text, extra, scanner: &scanner)
    var first = text.contents(of: value)
    JSONValueReader.forEachElement(text, value, scanner: &scanner) { element in
      first = text.contents(of: element)
      return false
    }
    return batch.keep(text, first)
  }
}

/// The fields of `user` and `impersonatedUser`.
struct UserFields {
  var name = TextRange.none
  var uid = TextRange.none
  var groups = TextRange.none
  var extra = TextRange.none

  /// Reads an object; a bare string is a user name.
  init(_ text: TextBytes, _ value: TextRange, _ scanner: inout JSONScanner) {
    var read = UserFields()
    read.name = text.contents(of: value)
    JSONValueReader.forEachMember(text, value, scanner: &scanner) { member in
      let key = TextRange(start: member.keyStart, count: member.keyCount)
      let value = TextRange(start: member.valueStart, count: member.valueCount)
      if text.says("username", key) {
        read.name = text.contents(of: value)
      } else if text.says("uid", key) {
        read.uid = text.contents(of: value)
      } else if text.says("groups", key) {
        read.groups = value
      } else if text.says("extra", key) {
        read.extra = value
      }
      return true
    }
    self = read
  }

  private init() {}
}
