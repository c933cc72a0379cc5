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
    public var name = Slice.none
    public var image = Slice.none
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
    public var hostNetwork = false
    public var hostPID = false
    public var hostIPC = false
    public var serviceAccount = Slice.none
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
    public var roleKind = Slice.none
    public var roleName = Slice.none
    public var subjectKind = Slice.none
    public var subjectNamespace = Slice.none
    public var subjectName = Slice.none
  }

  /// One rule of a role; its lists belong together. Each is a JSON array.
  public struct RoleRule: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    public var verbs = Slice.none
    public var groups = Slice.none
    public var resources = Slice.none
    public var resourceNames = Slice.none
    public var nonResourceURLs = Slice.none
  }

  /// A short text about one event: a patch in short, the name it was given.
  public struct Note: Sendable {
    /// The index of the event in its batch.
    public let event: Int
    public var text = Slice.none
  }

  public internal(set) var containers: [Container] = []
  public internal(set) var pods: [Pod] = []
  public internal(set) var grants: [Grant] = []
  public internal(set) var roleRules: [RoleRule] = []
  /// Patches in short.
  public internal(set) var patches: [Note] = []
  /// Names that the server generated (`generateName`).
  public internal(set) var generatedNames: [Note] = []

  /// No facts.
  public init() {}
}
