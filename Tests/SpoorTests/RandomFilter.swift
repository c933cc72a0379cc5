import Foundation
import TestSupport

/// A filter by chance, as words of the command line and as a predicate of its
/// own.
struct RandomFilter: CustomStringConvertible {
  private(set) var words: [String] = []
  private var holds: [(RawLog.Request) -> Bool] = []

  var description: String { words.joined(separator: " ") }

  /// Makes one to three conditions from what a request of the log has.
  init(_ log: RawLog, _ random: inout SeededGenerator) {
    // Two values of one filter are alternatives, so each is used once.
    for kind in (0..<14).shuffled(using: &random).prefix(1 + random.below(3)) {
      add(kind, random.pick(log.requests), log, &random)
    }
  }

  /// Whether a request passes.
  func admits(_ request: RawLog.Request) -> Bool { holds.allSatisfy { $0(request) } }

  private mutating func add(
    _ kind: Int, _ request: RawLog.Request, _ log: RawLog, _ random: inout SeededGenerator
  ) {
    switch kind {
    case 0: add("user", request.user, &random) { [$0.user] }
    case 1: add("verb", request.verb, &random) { [$0.verb] }
    case 2: add("namespace", request.namespace, &random) { [$0.namespace] }
    case 3: add("name", request.name, &random) { [$0.name] }
    case 4: add("code", request.code.map(String.init) ?? "200", &random) { [$0.value("code")] }
    case 5: add("credential", request.credential, &random) { [$0.credential] }
    case 6:
      add("group", request.groups.last ?? "", &random) { $0.groups.isEmpty ? [""] : $0.groups }
    case 7: addOutcome(request, &random)
    case 8: addAddress(request, &random)
    case 9: addAgent(request, &random)
    case 10: addResource(request, &random)
    case 11: addTime(log, &random)
    case 12: add("impersonated", request.impersonated, &random) { [$0.impersonated] }
    default: addAuditIDs(log, &random)
    }
  }

  /// A value, perhaps with a wildcard at its end or as a whole, perhaps negated
  /// in one of two spellings.
  private mutating func add(
    _ key: String, _ value: String, _ random: inout SeededGenerator,
    _ values: @escaping (RawLog.Request) -> [String]
  ) {
    let isAnything = random.oneIn(6)
    let isPattern = isAnything || (random.oneIn(3) && value.count > 2 && key != "code")
    let start = isAnything ? "" : String(value.prefix(value.count / 2))
    let written = isPattern ? start + "*" : value
    let matches = { (request: RawLog.Request) in
      // What is absent is no value that a wildcard could stand for.
      values(request).contains { isPattern ? !$0.isEmpty && $0.hasPrefix(start) : $0 == value }
    }
    guard random.oneIn(4) else {
      words += ["--\(key)", written]
      holds.append(matches)
      return
    }
    words += random.oneIn(2) ? ["--\(key)", "!\(written)"] : ["--exclude", "\(key)=\(written)"]
    holds.append { !matches($0) }
  }

  private mutating func addOutcome(_ request: RawLog.Request, _ random: inout SeededGenerator) {
    let outcome = request.outcome
    words += ["--outcome", outcome, "--outcome", "denied"]
    holds.append { [outcome, "denied"].contains($0.outcome) }
  }

  private mutating func addAddress(_ request: RawLog.Request, _ random: inout SeededGenerator) {
    let address = request.addresses.first ?? "::1"
    let parts = address.split(separator: ".")
    guard parts.count == 4, random.oneIn(2) else {
      words += ["--ip", address]
      holds.append { $0.addresses.contains(address) }
      return
    }
    let start = parts.prefix(2).joined(separator: ".") + "."
    words += ["--ip", "\(start)0.0/16"]
    holds.append { $0.addresses.contains { $0.hasPrefix(start) } }
  }

  private mutating func addAgent(_ request: RawLog.Request, _ random: inout SeededGenerator) {
    let start = String(request.agent.prefix(1 + random.below(12)))
    guard !start.isEmpty, !start.hasPrefix("!") else { return }
    words += ["--agent", start]
    holds.append { $0.agent.hasPrefix(start) }
  }

  private mutating func addResource(_ request: RawLog.Request, _ random: inout SeededGenerator) {
    let (resource, below) = (request.resource, request.subresource)
    guard !resource.isEmpty else { return }
    let group = request.group
    words += [
      "--resource",
      "\(resource).\(group.isEmpty ? "v1" : group)" + (below.isEmpty ? "" : "/\(below)"),
    ]
    holds.append {
      $0.resource == resource && $0.subresource == below && $0.group == group
    }
  }

  private mutating func addTime(_ log: RawLog, _ random: inout SeededGenerator) {
    let times = [random.pick(log.requests).received, random.pick(log.requests).received].sorted()
    if times[0] < times[1], random.oneIn(2) {
      words += ["--since", times[0]]
      holds.append { $0.received >= times[0] }
    }
    words += ["--until", times[1]]
    holds.append { $0.received < times[1] }
  }

  private mutating func addAuditIDs(_ log: RawLog, _ random: inout SeededGenerator) {
    let ids = (0..<3).map { _ in random.pick(log.requests).auditID }
    words += ids.flatMap { ["--audit-id", $0] }
    holds.append { ids.contains($0.auditID) }
  }
}
