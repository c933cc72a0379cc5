/// What a request does, as the log says it.
enum Verb {
  case get, list, watch, create, update, patch, delete, deleteCollection

  var text: StaticString {
    switch self {
    case .get: "get"
    case .list: "list"
    case .watch: "watch"
    case .create: "create"
    case .update: "update"
    case .patch: "patch"
    case .delete: "delete"
    case .deleteCollection: "deletecollection"
    }
  }

  /// True when the request changes an object that is there.
  var takesObject: Bool { self == .update }
}

/// A part of an object with a path of its own.
enum Subresource {
  case none, status, scale, binding, token, log, exec, portForward, eviction

  var text: StaticString {
    switch self {
    case .none: ""
    case .status: "status"
    case .scale: "scale"
    case .binding: "binding"
    case .token: "token"
    case .log: "log"
    case .exec: "exec"
    case .portForward: "portforward"
    case .eviction: "eviction"
    }
  }
}

/// What a request is about.
enum Target {
  /// A path such as `/readyz`.
  case path(StaticString)
  case object(KindIndex, namespace: Int32, Name, Subresource)

  /// An object, or a collection when there is no name; cluster-wide when
  /// there is no namespace.
  static func of(
    _ kind: KindIndex, in namespace: Int32 = -1, _ name: Name = .none,
    _ subresource: Subresource = .none
  ) -> Target {
    .object(kind, namespace: namespace, name, subresource)
  }
}

/// What stands behind the path.
enum Query {
  case none
  case fixed(StaticString)
  /// A watch, by its duration and where it goes on from (0: all there is).
  case watch(seconds: Int32, resourceVersion: Int, WatchedObject)
  case selector(Int32)
  case page(UInt64)
  /// A list that is at least as new as a version.
  case from(Int)
  case command(Int32, container: Int32)
  case container(Int32)
  case eventsOf(Name)

  static let limited = Query.fixed("?limit=500")
  static let cached = Query.fixed("?resourceVersion=0")
}

/// The single object that a watch may be narrowed to.
enum WatchedObject {
  case all
  case named(Int32)
  case onNode(Int32)
}

/// How a request ended.
enum Outcome {
  case ok, created, deleted, switching, notFound, conflict, exists, forbidden, unauthorized
  case notModified

  var code: Int {
    switch self {
    case .ok, .deleted: 200
    case .created: 201
    case .switching: 101
    case .notModified: 304
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .conflict, .exists: 409
    }
  }
}

/// The bodies that a request is logged with; without one its level is
/// Metadata.
enum Body {
  case none
  case podCreate(Pod)
  case podDelete(Pod, byNode: Bool)
  case replicaSet(Int32, revision: Int32, created: Bool)
  case deployment(Int32)
  case scale(Int32, Int)
  case job(Int32, minute: Int32)
  case accessReview(Name)

  var isLogged: Bool { if case .none = self { false } else { true } }
}

/// The shared texts that sign a request: who, from where, by what right.
struct Signature {
  var user: Int32
  var client: Int32
  var reason: Int32
}

/// What a request looks like apart from its time.
struct Request {
  var verb: Verb
  var target: Target
  var signature: Signature
  var query = Query.none
  var outcome = Outcome.ok
  var body = Body.none
  /// The identity that the caller took on, or -1.
  var impersonated: Int32 = -1
  var latency: Microseconds = 0
  var received: Microseconds = 0
  /// The time to ResponseComplete of a request that stays open.
  var duration: Microseconds = 0
  var auditID = UUIDBits(high: 0, low: 0)
  /// The version of the object that an update names.
  var resourceVersion = 0

  init(_ verb: Verb, _ target: Target, by signature: Signature) {
    self.verb = verb
    self.target = target
    self.signature = signature
  }
}

/// The stages of a request that an event is written at.
enum Stage {
  case requestReceived, responseStarted, responseComplete

  var text: StaticString {
    switch self {
    case .requestReceived: "RequestReceived"
    case .responseStarted: "ResponseStarted"
    case .responseComplete: "ResponseComplete"
    }
  }
}
