/// The requests of one row of an answer.
struct WhatGroup {
  /// What they share.
  struct Key: Hashable {
    let user: String
    let impersonated: String
    let verb: String
    let resource: String
    let namespace: String
    let outcome: String
  }

  /// More names than this are counted, not written out.
  private static let mostNames = 1000

  private let key: Key
  private var requests: Int64 = 0
  private var names: [String] = []
  /// Hashes, for there may be a million names.
  private var knownNames: Set<Int> = []
  private var addresses: [String] = []
  private var knownAddresses: Set<String> = []
  private var first: Moment?
  private var last: Moment?
  private var knownClients: Set<Int64> = []

  init(_ key: Key) {
    self.key = key
  }

  /// Whether the addresses of a client tuple are in it already.
  func knows(_ client: Int64) -> Bool { knownClients.contains(client) }

  /// Adds a request.
  mutating func add(
    name: String, client: Int64, addresses found: [String], at time: Moment?
  ) {
    requests += 1
    knownClients.insert(client)
    if !name.isEmpty, knownNames.insert(name.hashValue).inserted, names.count < Self.mostNames {
      names.append(name)
    }
    for address in found where knownAddresses.insert(address).inserted {
      addresses.append(address)
    }
    guard let time else { return }
    if first == nil || time.microseconds < first?.microseconds ?? .max { first = time }
    if last == nil || time.microseconds >= last?.microseconds ?? .min { last = time }
  }

  /// The values in the order of `What.columns`.
  var values: [Value] {
    func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }
    let more = knownNames.count - names.count
    return [
      text(key.user), text(key.impersonated), text(key.verb), text(key.resource),
      text(key.namespace), text(key.outcome), .integer(requests),
      .list(more > 0 ? names + ["… and \(more) more"] : names), first?.value ?? .null,
      last?.value ?? .null, .list(addresses),
    ]
  }
}
