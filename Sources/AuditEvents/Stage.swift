/// How far a request had come when an event was written.
///
/// The numbers are stored in case files; 0 and 1 take no byte in SQLite.
public enum Stage: UInt8, Sendable, CaseIterable {
  case requestReceived = 0
  case responseComplete = 1
  case responseStarted = 2
  case panic = 3
  /// A name the audit schema does not know; its text is kept.
  case unknown = 4

  /// The name in the log, or nil if unknown.
  public var name: String? {
    switch self {
    case .requestReceived: "RequestReceived"
    case .responseComplete: "ResponseComplete"
    case .responseStarted: "ResponseStarted"
    case .panic: "Panic"
    case .unknown: nil
    }
  }

  /// The order in which a request passes its stages.
  public var rank: Int {
    switch self {
    case .requestReceived: 0
    case .unknown: 1
    case .responseStarted: 2
    case .responseComplete: 3
    case .panic: 4
    }
  }
}

/// How much the audit policy asked to be logged.
public enum Level: UInt8, Sendable, CaseIterable {
  case none = 0
  case metadata = 1
  case request = 2
  case requestResponse = 3
  /// A name the audit schema does not know, such as a pipeline's `default`.
  case unknown = 4

  /// The name in the log, or nil if unknown.
  public var name: String? {
    switch self {
    case .none: "None"
    case .metadata: "Metadata"
    case .request: "Request"
    case .requestResponse: "RequestResponse"
    case .unknown: nil
    }
  }
}

/// What sort of identity an authenticated user is.
public enum ActorKind: UInt8, Sendable, CaseIterable {
  case user = 0
  case serviceAccount = 1
  case node = 2
  case component = 3
  case anonymous = 4
  case unauthenticated = 5

  /// The name in answers.
  public var name: String {
    switch self {
    case .user: "user"
    case .serviceAccount: "serviceaccount"
    case .node: "node"
    case .component: "component"
    case .anonymous: "anonymous"
    case .unauthenticated: "unauthenticated"
    }
  }

  /// The kind of a user name; nil stands for an event without user.
  public init(user: String?) {
    guard let user, !user.isEmpty else {
      self = .unauthenticated
      return
    }
    if user.hasPrefix("system:serviceaccount:") {
      self = .serviceAccount
    } else if user.hasPrefix("system:node:") {
      self = .node
    } else if user == "system:anonymous" {
      self = .anonymous
    } else if user.hasPrefix("system:") {
      self = .component
    } else {
      self = .user
    }
  }
}
