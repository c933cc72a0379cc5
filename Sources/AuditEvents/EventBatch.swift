public import LogBytes

/// Who made a request.
public struct ActorTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  /// The authenticated user; none where authentication failed.
  public var user = Slice.none
  /// What the authenticator calls the user.
  public var uid = Slice.none
  /// A JSON array, as logged.
  public var groups = Slice.none
  /// What sort of identity it is.
  public var kind = ActorKind.unauthenticated
  /// The credential that was used: `JTI=…` of a token, `X509SHA256=…` of a certificate.
  public var credential = Slice.none
  /// The pod that the token was bound to.
  public var pod = Slice.none
  /// The node that the token was bound to.
  public var node = Slice.none
  /// `user.extra` as logged, a JSON object.
  public var extra = Slice.none
  /// The user it acted as.
  public var impersonatedUser = Slice.none
  /// `impersonatedUser` as logged, a JSON object.
  public var impersonated = Slice.none
}

/// What sort of request it was.
public struct OperationTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  /// The verb, or the HTTP method in lower case.
  public var verb = Slice.none
  /// The API group; none for the core group.
  public var group = Slice.none
  /// The version, without the group.
  public var version = Slice.none
  /// The resource, in the plural.
  public var resource = Slice.none
  /// The subresource, such as `exec`.
  public var subresource = Slice.none
}

/// What it was about.
public struct ObjectTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  /// The object's namespace.
  public var namespace = Slice.none
  /// The object's name; none for lists and generated names.
  public var name = Slice.none
  /// Path and query as sent, where they do not begin with the path that
  /// operation and object make.
  public var requestURI = Slice.none
  /// Otherwise what follows that path.
  public var uriRest = Slice.none
}

/// How it was answered.
public struct ResultTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  /// The HTTP status.
  public var code: Int64?
  /// The status's reason, such as `Forbidden`.
  public var reason = Slice.none
  /// The status's text.
  public var message = Slice.none
  /// `allow` or `forbid`; none where nothing was decided.
  public var decision = Slice.none
  /// Which binding gave the right, for RBAC.
  public var decisionReason = Slice.none
  /// As logged, a JSON object.
  public var annotations = Slice.none
  /// What became of the request.
  public var outcome = Outcome.pending
  /// Who refused it, if anyone did.
  public var refusal: Refusal?
}

/// Where it came from.
public struct ClientTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  /// The last address, the only one that no client can forge.
  public var address = Slice.none
  /// All addresses as logged, a JSON array.
  public var addresses = Slice.none
  /// What the client calls itself.
  public var userAgent = Slice.none
}

/// The events of one block, with everything that is new in them.
public struct EventBatch: Sendable {
  /// The events in the order of the evidence.
  public var events: [Event] = []
  /// The bytes of every `Slice` in the batch, UTF-8 as far as the log was.
  public var arena: [UInt8] = []
  /// Tuples that were not seen before (or were forgotten since).
  public var actors: [ActorTuple] = []
  /// See `actors`.
  public var operations: [OperationTuple] = []
  /// See `actors`.
  public var objects: [ObjectTuple] = []
  /// See `actors`.
  public var results: [ResultTuple] = []
  /// See `actors`.
  public var clients: [ClientTuple] = []
  /// What bodies say, each with the index of its event in `events`.
  public var facts = BodyFacts()
  /// What could not be read, or is no audit event.
  public var rejected: [RejectedRecord] = []
  /// Bytes between and around records.
  public var otherBytes: Int64 = 0
  /// The wrappers that events came in, each once.
  public var formats: [String] = []
  /// The same, as the places of unwrapped events number them.
  public var formatNumbers: [Int32] = []
  /// What could not be carried over with certainty, each once.
  public var notes: [DialectNote] = []
  /// Where framing would resume after this batch.
  public var resume: FramingState

  /// An empty batch.
  public init(resume: FramingState) { self.resume = resume }

  /// A slice's text, invalid UTF-8 repaired; nil where there is none.
  public func text(_ slice: Slice) -> String? {
    guard slice.count >= 0 else { return nil }
    let start = Int(slice.start)
    return String(decoding: arena[start..<start + Int(slice.count)], as: UTF8.self)
  }
}
