/// What a caller shows to be let in.
enum Credential {
  /// Nothing that the log names.
  case none
  /// A client certificate, the same for the whole log.
  case certificate
  /// A bound token, renewed every fifty minutes or so.
  case token
}

/// Somebody who speaks to the API server.
struct Account {
  let username: String
  var uid = ""
  let groups: [String]
  let credential: Credential
  /// What a bound token says of its pod and node, as JSON.
  private(set) var podClaims = ""
  var signature = Signature(user: 0, client: 0, reason: 0)
  /// The namespace of its objects, and the lease that it leads by.
  var namespace: Int32 = -1
  var lease: Int32 = -1

  /// A service account with a token.
  init(serviceAccount name: String, in namespace: String) {
    username = "system:serviceaccount:\(namespace):\(name)"
    groups = ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"]
    credential = .token
  }

  /// Binds the account's tokens to a pod.
  mutating func bind(toPod pod: String, on node: String, random: inout Random) {
    let prefix = "authentication.kubernetes.io/"
    podClaims =
      ",\"\(prefix)node-name\":[\"\(node)\"]"
      + ",\"\(prefix)node-uid\":[\"\(uuidText(random: &random))\"]"
      + ",\"\(prefix)pod-name\":[\"\(pod)\"]"
      + ",\"\(prefix)pod-uid\":[\"\(uuidText(random: &random))\"]"
  }

  /// Keeps no claims, as tokens that older clients ask for have none.
  mutating func forgetNode() { podClaims = "" }

  init(user: String, groups: [String], credential: Credential) {
    username = user
    self.groups = groups
    self.credential = credential
  }
}

/// Everybody, and the texts that sign their requests.
struct Accounts {
  var all: [Account] = []
  var users = SharedTexts()
  var clients = SharedTexts()
  var reasons = SharedTexts()
  /// The account that each of the user texts is of.
  private var signers: [Int32] = []

  subscript(index: Int32) -> Account { all[Int(index)] }

  /// The place where an address and an agent are written, made if need be.
  mutating func client(_ addresses: [String], agent: String) -> Int32 {
    let list = addresses.map(quoted).joined(separator: ",")
    let text = "\"sourceIPs\":[\(list)],\"userAgent\":\(quoted(agent))"
    return clients.append(
      SharedText(text, [(.sourceIPs, list), (.userAgent, agent)]))
  }

  /// The place where the reason of a decision is written.
  mutating func reason(_ text: String) -> Int32 {
    reasons.append(SharedText(quoted(text), text.isEmpty ? [] : [(.decisionReason, text)]))
  }

  /// Adds an account with what signs its requests, and returns its place.
  mutating func add(
    _ account: Account, from addresses: [String], agent: String, reason: String,
    random: inout Random
  ) -> Int32 {
    all.append(account)
    let index = Int32(all.count - 1)
    if account.credential == .token || account.username.hasPrefix("oidc:") {
      all[Int(index)].uid = uuidText(random: &random)
    }
    all[Int(index)].signature.client = client(addresses, agent: agent)
    all[Int(index)].signature.reason = self.reason(reason)
    renew(index, random: &random)
    return index
  }

  /// Gives the account a new credential.
  mutating func renew(_ index: Int32, random: inout Random) {
    signers.append(index)
    all[Int(index)].signature.user = users.append(
      userText(all[Int(index)], random: &random))
  }

  /// Adds the text of an identity that callers may take on.
  mutating func impersonation(of username: String, groups: [String]) -> Int32 {
    signers.append(-1)
    let list = groups.map(quoted).joined(separator: ",")
    let text = "\"impersonatedUser\":{\"username\":\(quoted(username)),\"groups\":[\(list)]},"
    return users.append(SharedText(text, []))
  }

  /// The name in one of the user texts.
  func username(signing user: Int32) -> String { all[Int(signers[Int(user)])].username }
}

/// An account's `"user"` with a new credential.
private func userText(_ account: Account, random: inout Random) -> SharedText {
  var strings = [(Column.username, account.username)]
  var text = "\"user\":{\"username\":\(quoted(account.username))"
  if !account.uid.isEmpty { text += ",\"uid\":\"\(account.uid)\"" }
  var groups = account.groups
  if account.username != "system:anonymous" { groups.append("system:authenticated") }
  text += ",\"groups\":[\(groups.map(quoted).joined(separator: ","))]"
  if account.credential != .none {
    let identifier = credentialID(account.credential, random: &random)
    strings.append((.credentialID, identifier))
    text += ",\"extra\":{\"authentication.kubernetes.io/credential-id\":[\"\(identifier)\"]"
    text += account.podClaims + "}"
  }
  return SharedText(text + "},", strings)
}

/// A new identifier of a credential, as the API server derives them.
private func credentialID(_ credential: Credential, random: inout Random) -> String {
  if credential == .token { return "JTI=" + uuidText(random: &random) }
  var text = Text(capacity: 80)
  text.add("X509SHA256=")
  for _ in 0..<4 { text.add(hex: random.next(), digits: 16) }
  return string(of: text)
}

private func uuidText(random: inout Random) -> String {
  var text = Text(capacity: 40)
  text.add(uuid: UUIDBits(high: random.next(), low: random.next()))
  return string(of: text)
}

/// The text as a string.
func string(of text: borrowing Text) -> String { String(decoding: text.bytes, as: UTF8.self) }
