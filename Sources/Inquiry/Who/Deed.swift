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
}
