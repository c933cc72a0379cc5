/// What became of a request.
public enum Outcome: UInt8, Sendable, CaseIterable {
  /// Carried out, or begun (a watch, an exec).
  case allowed = 0
  /// Refused by authentication, authorization or admission.
  case denied = 1
  /// Answered with any other code of 400 and above.
  case failed = 2
  /// Without a known answer: only received, or closed early.
  case pending = 3

  /// The name in answers.
  public var name: String {
    switch self {
    case .allowed: "allowed"
    case .denied: "denied"
    case .failed: "failed"
    case .pending: "pending"
    }
  }
}

/// Who refused a request.
public enum Refusal: UInt8, Sendable, CaseIterable {
  case authentication = 1
  case authorization = 2
  case admission = 3

  /// The name in answers.
  public var name: String {
    switch self {
    case .authentication: "authentication"
    case .authorization: "authorization"
    case .admission: "admission"
    }
  }
}

/// The outcome of an answer, by its code, its decision and its message.
struct Judgement: Equatable {
  let outcome: Outcome
  let refusal: Refusal?

  /// Judges an answer.
  ///
  /// The server fills in "Connection closed early" with code 200 where no
  /// handler wrote anything: an answer nobody got. A 403 without decision is a
  /// refused impersonation, which is authorization too. Admission answers 403
  /// after `allow`, but a policy or a webhook chooses its own code.
  init(code: Int64?, decision: String?, message: String?) {
    guard let code else {
      (outcome, refusal) = (.pending, nil)
      return
    }
    if code < 400 {
      (outcome, refusal) = (message == "Connection closed early" ? .pending : .allowed, nil)
    } else if code == 401 {
      (outcome, refusal) = (.denied, .authentication)
    } else if code == 403 {
      (outcome, refusal) = (.denied, decision == "allow" ? .admission : .authorization)
    } else if let message, Self.isAdmission(message) {
      (outcome, refusal) = (.denied, .admission)
    } else {
      (outcome, refusal) = (.failed, nil)
    }
  }

  /// Whether a message is that of an admission webhook, policy or plug-in.
  private static func isAdmission(_ message: String) -> Bool {
    let bytes = Array(message.utf8)
    return admissionSigns.contains { bytes.hold($0) }
  }

  private static let admissionSigns = [
    "admission webhook \"", "ValidatingAdmissionPolicy '", "violates PodSecurity",
    "denied the request",
  ].map { Array($0.utf8) }
}

extension [UInt8] {
  /// Whether a text occurs, byte for byte.
  fileprivate func hold(_ wanted: [UInt8]) -> Bool {
    guard count >= wanted.count else { return false }
    let first = wanted[0]
    return (0...count - wanted.count).contains { start in
      self[start] == first && self[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
