/// What can be done to an object, and by which requests.
struct Deed: Sendable, Equatable {
  /// What of a resource a request is about.
  enum Below: Sendable, Equatable {
    case itself
    case subresource(String)
    case anything
  }

  /// Requests that do it to one object.
  struct Rule: Sendable, Equatable {
    /// The audit verbs; none stands for any.
    var verbs: Set<String>
    var below = Below.itself
    /// A patch counts where its short form mentions one of these.
    var mentions: [String] = []

    func allows(_ verb: String, _ subresource: String) -> Bool {
      guard verbs.isEmpty || verbs.contains(verb) else { return false }
      switch below {
      case .itself: return subresource.isEmpty
      case .subresource(let name): return subresource == name
      case .anything: return true
      }
    }
  }

  /// What is done otherwise than to an object by its name.
  enum Special: Sendable, Equatable {
    /// Giving a role to a subject.
    case bind
    /// Acting as somebody else.
    case impersonate
    /// A pod, or a node by a pod that is made for it.
    case debug
    /// Signing a certificate, or refusing to: bodies tell which.
    case approve, deny
    /// Keeping pods off a node, or no longer: a patch tells which.
    case cordon, uncordon
    /// Letting a job or a cron job make no pods, or again: a patch tells which.
    case suspend, resume

    /// The field that is true after one of two opposites, and whether this is
    /// the one.
    fileprivate var field: (path: String, isOn: Bool)? {
      switch self {
      case .cordon: ("spec.unschedulable", true)
      case .uncordon: ("spec.unschedulable", false)
      case .suspend: ("spec.suspend", true)
      case .resume: ("spec.suspend", false)
      default: nil
      }
    }
  }

  /// kubectl's word.
  var name: String
  var rules: [Rule]
  /// Verbs of requests about many objects that do it too.
  var collections: Set<String> = []
  /// Whether evicting a pod does it.
  var byEviction = false
  /// Whether only requests count that an apply sends.
  var isApply = false
  /// Whether it is done to pods though one names what made them.
  var reachesPods = false
  var special: Special?

  /// Whether a patch in short that mentions the field does this, not the
  /// opposite: what is taken away or false keeps no pods off.
  func isMeant(by patch: String) -> Bool {
    guard let (path, isOn) = special?.field else { return true }
    let pointer = " /" + String(path.map { $0 == "." ? "/" : $0 })
    let part = patch.split(separator: "; ").last {
      $0.hasPrefix(path) || $0.contains(pointer)
    }
    guard let part else { return true }
    return part.hasSuffix("=true") == isOn
  }
}
