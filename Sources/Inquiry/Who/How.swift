/// In what way somebody did something.
public enum How: String, Sendable, CaseIterable {
  /// By a request about the object itself.
  case direct
  /// By an eviction, which deletes a pod.
  case eviction
  /// By a request about many objects that certainly reached this one.
  case collection
  /// By a request about many objects that may have reached this one.
  case possible
  /// It only finished what somebody else had begun: a kubelet's delete.
  case finished
  /// A controller's request that followed from somebody else's.
  case cascade
}
