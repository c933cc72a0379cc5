internal import Testing

@testable internal import AuditEvents

@Suite struct OutcomeTests {
  @Test(
    arguments: [
      (200, "allow", nil, Outcome.allowed, Refusal?.none),
      (101, "allow", nil, .allowed, nil),
      (200, "allow", "Connection closed early", .pending, nil),
      (nil, nil, nil, .pending, nil),
      (nil, "allow", nil, .pending, nil),
      (401, nil, "Unauthorized", .denied, .authentication),
      (
        403, "forbid", #"pods is forbidden: User "x" cannot list resource "pods""#, .denied,
        .authorization
      ),
      (
        403, nil, #"users "admin" is forbidden: User "x" cannot impersonate resource "users""#,
        .denied, .authorization
      ),
      (
        403, "allow", #"pods "p" is forbidden: violates PodSecurity "restricted:latest""#, .denied,
        .admission
      ),
      (
        403, "allow", "unable to create new content in namespace n because it is being terminated",
        .denied, .admission
      ),
      (404, "allow", #"pods "p" not found"#, .failed, nil),
      (409, "allow", #"pods "p" already exists"#, .failed, nil),
      (422, "allow", #"Pod "p" is invalid: spec.containers: Required value"#, .failed, nil),
      (
        422, "allow",
        "ValidatingAdmissionPolicy 'no-latest' with binding 'all' denied request: no", .denied,
        .admission
      ),
      (
        400, "allow", #"admission webhook "validate.kyverno.svc-fail" denied the request: no"#,
        .denied, .admission
      ),
      (
        429, "allow", "Cannot evict pod as it would violate the pod's disruption budget.", .failed,
        nil
      ),
      (500, "allow", "APIServer panic'd: POST /api/v1/pods", .failed, nil),
    ] as [(Int64?, String?, String?, Outcome, Refusal?)])
  func `an answer is judged by code, decision and message`(
    code: Int64?, decision: String?, message: String?, outcome: Outcome, refusal: Refusal?
  ) {
    let judgement = Judgement(code: code, decision: decision, message: message)
    #expect(judgement.outcome == outcome)
    #expect(judgement.refusal == refusal)
  }

  @Test(
    arguments: [
      (nil, ActorKind.unauthenticated),
      ("", .unauthenticated),
      ("system:anonymous", .anonymous),
      ("system:serviceaccount:ci:runner", .serviceAccount),
      ("system:node:worker-1", .node),
      ("system:kube-scheduler", .component),
      ("system:bootstrap:abcdef", .component),
      ("kubernetes-admin", .user),
      ("alice@example.com", .user),
      ("System:node:x", .user),
    ] as [(String?, ActorKind)])
  func `a user's name tells what kind of actor it is`(user: String?, kind: ActorKind) {
    #expect(ActorKind(user: user) == kind)
  }
}
