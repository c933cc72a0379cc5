internal import LogBytes

extension BodyFacts {
  /// Collects the facts of one completed request.
  mutating func collect(
    _ fields: EventFields, _ reference: ObjectReference, _ text: TextBytes, event: Int,
    arena: inout [UInt8], _ scanner: inout JSONScanner
  ) {
    var reader = FactReader(text: text, scanner: scanner, event: event)
    let isPatch = text.string(fields.verb, isOneOf: ["patch"])
    let isScale = text.isText(reference.subresource, "scale")
    if isPatch || isScale, !text.isText(reference.subresource, "status") {
      let isSecret = text.isText(reference.resource, "secrets")
      let short = PatchSummary.of(fields.requestObject, text, &scanner, hidesData: isSecret)
      if !short.isEmpty { patches.append(Note(event: event, text: reader.keep(short, &arena))) }
    }
    if text.string(fields.verb, isOneOf: ["create"]), reference.name.count <= 0 {
      collectName(fields.responseObject, &reader, &arena)
    }
    guard text.string(fields.verb, isOneOf: ["create", "update", "patch"]) else { return }
    collectContents(fields, reference, &reader, &arena)
  }

  private mutating func collectName(
    _ response: TextRange, _ reader: inout FactReader, _ arena: inout [UInt8]
  ) {
    let metadata = reader.member("metadata", of: response)
    let name = reader.text.contents(of: reader.member("name", of: metadata))
    guard name.count > 0 else { return }
    generatedNames.append(Note(event: reader.event, text: reader.keep(name, &arena)))
  }

  private mutating func collectContents(
    _ fields: EventFields, _ reference: ObjectReference, _ reader: inout FactReader,
    _ arena: inout [UInt8]
  ) {
    let text = reader.text
    let subresource = reference.subresource
    guard subresource.count <= 0 || text.isText(subresource, "ephemeralcontainers") else { return }
    // A patch is partial: what came of it is the answer, where it was kept.
    let isPatch = text.string(fields.verb, isOneOf: ["patch"])
    let contents: [StaticString] = ["spec", "roleRef", "rules", "template"]
    let isAnswered =
      isPatch && contents.contains { !reader.member($0, of: fields.responseObject).isNone }
    let body = isAnswered ? fields.responseObject : fields.requestObject
    let resource = text.string(
      at: Int(reference.resource.start), count: Int(max(0, reference.resource.count)))
    switch resource {
    case "pods": collectPod(reader.member("spec", of: body), &reader, &arena)
    case "deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers",
      "jobs":
      collectPod(reader.value(at: ["spec", "template", "spec"], of: body), &reader, &arena)
    case "podtemplates":
      collectPod(reader.value(at: ["template", "spec"], of: body), &reader, &arena)
    case "cronjobs":
      let path: [StaticString] = ["spec", "jobTemplate", "spec", "template", "spec"]
      collectPod(reader.value(at: path, of: body), &reader, &arena)
    case "rolebindings", "clusterrolebindings": collectGrants(body, &reader, &arena)
    case "roles", "clusterroles": collectRules(body, &reader, &arena)
    default: break
    }
  }

  private mutating func collectPod(
    _ spec: TextRange, _ reader: inout FactReader, _ arena: inout [UInt8]
  ) {
    guard !spec.isNone else { return }
    var pod = Pod(event: reader.event)
    let fields: PodFields = reader.fields(of: spec)
    pod.hostNetwork = reader.isTrue(fields.hostNetwork)
    pod.hostPID = reader.isTrue(fields.hostPID)
    pod.hostIPC = reader.isTrue(fields.hostIPC)
    pod.serviceAccount = reader.string(fields.serviceAccount, &arena)
    pod.nodeName = reader.string(fields.nodeName, &arena)
    pod.securityContext = reader.keepJSON(fields.securityContext, &arena)
    pod.hostPaths = reader.hostPaths(in: fields.volumes, &arena)
    pods.append(pod)
    collectContainers(fields.containers, .container, &reader, &arena)
    collectContainers(fields.initContainers, .`init`, &reader, &arena)
    collectContainers(fields.ephemeralContainers, .ephemeral, &reader, &arena)
  }

  private mutating func collectContainers(
    _ list: TextRange, _ role: Role, _ reader: inout FactReader, _ arena: inout [UInt8]
  ) {
    for element in reader.elements(of: list) {
      let fields: ContainerFields = reader.fields(of: element)
      var container = Container(event: reader.event, role: role)
      container.name = reader.string(fields.name, &arena)
      container.image = reader.string(fields.image, &arena)
      container.securityContext = reader.keepJSON(fields.securityContext, &arena)
      let privileged = reader.member("privileged", of: fields.securityContext)
      if !privileged.isNone { container.isPrivileged = reader.isTrue(privileged) }
      containers.append(container)
    }
  }

  private mutating func collectGrants(
    _ body: TextRange, _ reader: inout FactReader, _ arena: inout [UInt8]
  ) {
    let role = reader.member("roleRef", of: body)
    let roleKind = reader.string("kind", of: role, &arena)
    let roleName = reader.string("name", of: role, &arena)
    for subject in reader.elements(of: reader.member("subjects", of: body)) {
      var grant = Grant(event: reader.event, roleKind: roleKind, roleName: roleName)
      grant.subjectKind = reader.string("kind", of: subject, &arena)
      grant.subjectNamespace = reader.string("namespace", of: subject, &arena)
      grant.subjectName = reader.string("name", of: subject, &arena)
      grants.append(grant)
    }
  }

  private mutating func collectRules(
    _ body: TextRange, _ reader: inout FactReader, _ arena: inout [UInt8]
  ) {
    for element in reader.elements(of: reader.member("rules", of: body)) {
      var rule = RoleRule(event: reader.event)
      rule.verbs = reader.json("verbs", of: element, &arena)
      rule.groups = reader.json("apiGroups", of: element, &arena)
      rule.resources = reader.json("resources", of: element, &arena)
      rule.resourceNames = reader.json("resourceNames", of: element, &arena)
      rule.nonResourceURLs = reader.json("nonResourceURLs", of: element, &arena)
      roleRules.append(rule)
    }
  }
}
