/// A node and its address.
struct Node {
  let name: Int32
  let address: String
}

/// A deployment, its service, and the pods it has now.
struct Workload {
  let name: Int32
  let namespace: Int32
  /// The name of its endpoint slice.
  let slice: Int32
  let serviceAccount: Int32
  /// How large its pod template is: containers and variables follow from it.
  let flavour: Int
  var revision: Int32 = 1
  var generation = 1
  var replicas: Int
  var pods: [Pod] = []
}

/// A cron job that starts a job every few minutes.
struct CronJob {
  let name: Int32
  let namespace: Int32
  let serviceAccount: Int32
  let minutes: Int
}

/// What exists in the cluster whose log is written.
struct Cluster {
  var words = Words()
  var kinds = builtInKinds
  var nodes: [Node] = []
  /// Namespaces in which teams run their workloads.
  var teams: [Int32] = []
  var workloads: [Workload] = []
  var crons: [CronJob] = []
  var resourceVersion = 48_211_907
  var podSerial: UInt32 = 0
  var eventSerial: UInt32 = 0
  /// Decides identifiers of objects, so that other seeds give other ones.
  let salt: UInt64

  init(random: inout Random) {
    salt = random.next()
    addNodes(ClusterSize.nodes, random: &random)
    addTeams(random: &random)
    addCrons(random: &random)
  }

  /// The UID of an object, from what tells it apart.
  func uid(_ kind: UInt64, _ number: UInt64) -> UUIDBits {
    let high = mixed(salt ^ kind << 48 ^ number)
    return UUIDBits(high: high, low: mixed(high))
  }

  /// The UID of a pod.
  func uid(of pod: Pod) -> UUIDBits { uid(1, UInt64(pod.serial)) }

  /// The next resource version: every write takes one, some more.
  mutating func nextResourceVersion(random: inout Random) -> Int {
    resourceVersion += 1 + random.below(3)
    return resourceVersion
  }

  /// A new pod somewhere in the cluster.
  mutating func newPod(_ owner: Pod.Owner, random: inout Random) -> Pod {
    podSerial += 1
    return Pod(owner: owner, serial: podSerial, node: Int32(random.below(nodes.count)))
  }

  /// The namespace and the service account of a pod.
  func home(of pod: Pod) -> (namespace: Int32, serviceAccount: Int32) {
    switch pod.owner {
    case .workload(let index, _):
      let workload = workloads[Int(index)]
      return (workload.namespace, workload.serviceAccount)
    case .cron(let index, _):
      return (crons[Int(index)].namespace, crons[Int(index)].serviceAccount)
    case .build: return (ciNamespace, defaultAccount)
    }
  }

  /// The namespace of builds.
  private(set) var ciNamespace: Int32 = 0
  /// The word `default`, the service account of most pods.
  private(set) var defaultAccount: Int32 = 0
  /// The word `build`, the app of builds.
  private(set) var buildApp: Int32 = 0
}

extension Cluster {
  private mutating func addNodes(_ count: Int, random: inout Random) {
    ciNamespace = words.index(of: "ci")
    defaultAccount = words.index(of: "default")
    buildApp = words.index(of: "build")
    for index in 0..<count {
      let address = "10.0.\(16 + index / 200).\(11 + index % 200)"
      let name = "ip-" + address.split(separator: ".").joined(separator: "-")
      let word = words.index(of: name + ".ec2.internal")
      nodes.append(Node(name: word, address: address))
    }
  }

  private mutating func addTeams(random: inout Random) {
    for team in teamNames {
      for stage in ["prod", "staging"] {
        let namespace = words.index(of: "\(team)-\(stage)")
        teams.append(namespace)
        for part in workloadNames {
          addWorkload(part, namespace: namespace, random: &random)
        }
      }
    }
  }

  private mutating func addWorkload(_ name: String, namespace: Int32, random: inout Random) {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    let suffix = String((0..<5).map { _ in letters[random.below(letters.count)] })
    let account = random.once(in: 3) ? words.index(of: name) : defaultAccount
    workloads.append(
      Workload(
        name: words.index(of: name), namespace: namespace,
        slice: words.index(of: "\(name)-\(suffix)"), serviceAccount: account,
        flavour: [0, 0, 0, 0, 1, 1, 2, 3][random.below(8)], replicas: random.within(2...6)))
    let index = workloads.count - 1
    for _ in 0..<workloads[index].replicas {
      workloads[index].pods.append(
        newPod(.workload(Int32(index), revision: 1), random: &random))
    }
  }

  private mutating func addCrons(random: inout Random) {
    for (index, namespace) in teams.enumerated() {
      for job in cronNames {
        crons.append(
          CronJob(
            name: words.index(of: "\(teamNames[index / 2])-\(job)"), namespace: namespace,
            serviceAccount: words.index(of: "batch"),
            minutes: [1, 2, 5, 5, 10, 15, 30][random.below(7)]))
      }
    }
  }
}
