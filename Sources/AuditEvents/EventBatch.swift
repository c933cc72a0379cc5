public import LogBytes

/// Who made a request.
public struct ActorTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  public var user = Slice.none
  public var uid = Slice.none
  /// A JSON array, as logged.
  public var groups = Slice.none
  public var kind = ActorKind.unauthenticated
  public var credential = Slice.none
  public var pod = Slice.none
  public var node = Slice.none
  /// `user.extra` as logged, a JSON object.
  public var extra = Slice.none
  public var impersonatedUser = Slice.none
  /// `impersonatedUser` as logged, a JSON object.
  public var impersonated = Slice.none
}

/// What sort of request it was.
public struct OperationTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  public var verb = Slice.none
  public var group = Slice.none
  public var version = Slice.none
  public var resource = Slice.none
  public var subresource = Slice.none
}

/// What it was about.
public struct ObjectTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  public var namespace = Slice.none
  public var name = Slice.none
  public var requestURI = Slice.none
}

/// How it was answered.
public struct ResultTuple: Sendable {
  /// The number that events refer to.
  public let id: Int64
  public var code: Int64?
  public var reason = Slice.none
  public var message = Slice.none
  public var decision = Slice.none
  public var decisionReason = Slice.none
  /// As logged, a JSON object.
  public var annotations = Slice.none
  public var outcome = Outcome.pending
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
  public var operations: [OperationTuple] = []
  public var objects: [ObjectTuple] = []
  public var results: [ResultTuple] = []
  public var clients: [ClientTuple] = []
  /// What bodies say, each with the index of its event in `events`.
  public var facts = BodyFacts()
  /// What could not be read, or is no audit event.
  public var rejected: [RejectedRecord] = []
  /// Bytes between and around records.
  public var otherBytes: Int64 = 0
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
