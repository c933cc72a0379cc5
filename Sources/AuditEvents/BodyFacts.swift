/// What the bodies of one batch say, in rows that name their event.
///
/// Only requests that create or change workloads and access rights have
/// facts, and every patch its text in short; so questions about images,
/// privileges and grants need no body.
public struct BodyFacts: Sendable {
  /// A container that a workload asks to run.
  public struct Container: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    /// `container`, `init` or `ephemeral`.
    public var role = Role.container
    /// Its name in the pod.
    public var name = Slice.none
    /// The image as written, with or without registry and tag.
    public var image = Slice.none
    /// What its security context says of privilege; nil if nothing.
    public var isPrivileged: Bool?
    /// As logged, a JSON object.
    public var securityContext = Slice.none
  }

  /// What sort of container it is.
  public enum Role: String, Sendable {
    case container, `init`, ephemeral
  }

  /// A pod, or the pod that a workload's template makes.
  public struct Pod: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    /// Whether it shares the host's network.
    public var hostNetwork = false
    /// Whether it sees the host's processes.
    public var hostPID = false
    /// Whether it shares the host's interprocess communication.
    public var hostIPC = false
    /// The service account it runs as, if the body names one.
    public var serviceAccount = Slice.none
    /// The node it is put on, if the body names one.
    public var nodeName = Slice.none
    /// A JSON array of the host's paths that are mounted.
    public var hostPaths = Slice.none
    /// As logged, a JSON object.
    public var securityContext = Slice.none
  }

  /// A subject that a binding gives a role to.
  public struct Grant: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    /// `Role` or `ClusterRole`.
    public var roleKind = Slice.none
    /// The role's name.
    public var roleName = Slice.none
    /// `User`, `Group` or `ServiceAccount`.
    public var subjectKind = Slice.none
    /// A service account's namespace.
    public var subjectNamespace = Slice.none
    /// The subject's name.
    public var subjectName = Slice.none
  }

  /// One rule of a role, whose lists belong together; each is a JSON array.
  public struct RoleRule: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    /// What may be done.
    public var verbs = Slice.none
    /// API groups; the core group is `""`.
    public var groups = Slice.none
    /// Resources and `resource/subresource`.
    public var resources = Slice.none
    /// The only names it holds for, if any are given.
    public var resourceNames = Slice.none
    /// Paths that are no resources.
    public var nonResourceURLs = Slice.none
  }

  /// A short text about one event: a patch in short, the name it was given.
  public struct Note: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    /// What it says.
    public var text = Slice.none
  }

  /// Containers of all sorts.
  public internal(set) var containers: [Container] = []
  /// Pods and pod templates.
  public internal(set) var pods: [Pod] = []
  /// Subjects of bindings.
  public internal(set) var grants: [Grant] = []
  /// Rules of roles.
  public internal(set) var roleRules: [RoleRule] = []
  /// Patches in short.
  public internal(set) var patches: [Note] = []
  /// Names that the server generated (`generateName`).
  public internal(set) var generatedNames: [Note] = []

  /// No facts.
  public init() {}
}
