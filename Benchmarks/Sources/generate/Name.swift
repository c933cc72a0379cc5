/// A pod, as far as its name and its identifiers need it.
struct Pod: Equatable {
  /// Who owns it.
  enum Owner: Equatable {
    /// A workload's pod, of its replica set number `revision`.
    case workload(Int32, revision: Int32)
    /// A cron job's pod, of the job of that minute.
    case cron(Int32, minute: Int32)
    /// A build of a CI runner.
    case build(runner: Int32)
  }

  let owner: Owner
  let serial: UInt32
  let node: Int32

  /// True when it is created by generateName.
  var isNamedByServer: Bool { if case .build = owner { false } else { true } }
}

/// The name of an object: a fixed one, or one made up as the log goes on,
/// kept as numbers until it is written.
enum Name {
  case none
  /// One of the cluster's fixed names.
  case word(Int32)
  case replicaSet(Int32, revision: Int32)
  case pod(Pod)
  case job(Int32, minute: Int32)
  case event(Pod, serial: UInt32)
  /// A Helm release of a workload, or any other object with a number.
  case numbered(Int32, Int32)
  /// An object that is named after a pod's UID.
  case identifier(Pod)
}

/// The fixed names of the cluster, each written out once.
struct Words {
  private(set) var texts: [[UInt8]] = []
  private var indices: [String: Int32] = [:]

  /// The name as a reference into the table.
  mutating func name(_ text: String) -> Name { .word(index(of: text)) }

  /// The name's place in the table.
  mutating func index(of text: String) -> Int32 {
    if let known = indices[text] { return known }
    let index = Int32(texts.count)
    texts.append(Array(text.utf8))
    indices[text] = index
    return index
  }

  subscript(index: Int32) -> [UInt8] { texts[Int(index)] }
}

extension Cluster {
  /// Adds a name as the API server writes it.
  func add(_ name: Name, to text: inout Text) {
    switch name {
    case .none: break
    case .word(let index): text.add(words[index])
    case .replicaSet(let workload, let revision):
      addReplicaSet(workload, revision: revision, to: &text)
    case .pod(let pod): add(pod, to: &text)
    case .job(let cron, let minute): addJob(cron, minute: minute, to: &text)
    case .event(let pod, let serial):
      add(pod, to: &text)
      text.add(".18")
      text.add(hex: mixed(UInt64(serial)), digits: 14)
    case .numbered(let word, let number):
      text.add(words[word])
      text.add(decimal: Int(number))
    case .identifier(let pod): text.add(uuid: uid(of: pod))
    }
  }

  /// Adds a pod's name: its owner's and five letters.
  func add(_ pod: Pod, to text: inout Text) {
    switch pod.owner {
    case .workload(let workload, let revision):
      addReplicaSet(workload, revision: revision, to: &text)
      text.add(byte: 45)
    case .cron(let cron, let minute):
      addJob(cron, minute: minute, to: &text)
      text.add(byte: 45)
    case .build(let runner):
      text.add("runner-t3x9k2fa-project-")
      text.add(decimal: 100 + Int(runner) * 37 + Int(pod.serial % 12))
      text.add("-concurrent-0-")
    }
    text.add(suffix: mixed(UInt64(pod.serial) ^ 0xB0D5), length: 5)
  }

  private func addReplicaSet(_ workload: Int32, revision: Int32, to text: inout Text) {
    text.add(words[workloads[Int(workload)].name])
    text.add(byte: 45)
    addTemplateHash(workload, revision: revision, to: &text)
  }

  /// Adds the pod template's hash, the last part of a replica set's name.
  func addTemplateHash(_ workload: Int32, revision: Int32, to text: inout Text) {
    let bits = mixed(UInt64(workload) << 32 | UInt64(revision))
    text.add(suffix: bits, length: bits % 5 == 0 ? 9 : 10)
  }

  private func addJob(_ cron: Int32, minute: Int32, to text: inout Text) {
    text.add(words[crons[Int(cron)].name])
    text.add(byte: 45)
    text.add(decimal: Int(minute))
  }
}
