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
  /// Names that are not written out.
  private var more = 0
  private var addresses: [String] = []
  private var knownAddresses: Set<String> = []
  private var first: Moment?
  private var last: Moment?

  init(_ key: Key) {
    self.key = key
  }

  /// Adds a request.
  mutating func add(at time: Moment?) {
    requests += 1
    guard let time else { return }
    if first == nil || time.microseconds < first?.microseconds ?? .max { first = time }
    if last == nil || time.microseconds >= last?.microseconds ?? .min { last = time }
  }

  /// Adds a name that is not among its own.
  mutating func add(name: @autoclosure () -> String) {
    if names.count < Self.mostNames { names.append(name()) } else { more += 1 }
  }

  /// Adds addresses.
  mutating func add(addresses found: [String]) {
    for address in found where knownAddresses.insert(address).inserted {
      addresses.append(address)
    }
  }

  /// The values in the order of `What.columns`.
  var values: [Value] {
    func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }
    return [
      text(key.user), text(key.impersonated), text(key.verb), text(key.resource),
      text(key.namespace), text(key.outcome), .integer(requests),
      .list(more > 0 ? names + ["… and \(more) more"] : names), first?.value ?? .null,
      last?.value ?? .null, .list(addresses),
    ]
  }
}
