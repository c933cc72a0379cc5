/// What a request's query says that is worth a glance: the command of an exec,
/// selectors, options of logs and deletions.
enum QueryDetail {
  private static let names = ParameterNames([
    "command", "labelSelector", "fieldSelector", "propagationPolicy", "gracePeriodSeconds",
    "orphanDependents",
  ])
  private static let logNames = ParameterNames([
    "container", "follow", "previous", "tailLines", "sinceSeconds", "sinceTime", "limitBytes",
    "stream", "query", "pattern",
  ])

  /// The parts, most important first.
  static func parts(_ uri: RequestURI) -> [String] {
    guard uri.hasQuery else { return [] }
    var command: [String] = []
    var parts: [String] = []
    let isLog = uri.pathEnds("/log")
    for parameter in uri.parameters(named: isLog ? logNames : names) {
      switch parameter.name {
      case "command": command.append(parameter.value)
      case "labelSelector": parts.append("selector \(parameter.value)")
      case "fieldSelector": parts.append("fields \(parameter.value)")
      default: parts.append("\(parameter.name)=\(parameter.value)")
      }
    }
    return command.isEmpty ? parts : [ShellWords.joined(command)] + parts
  }
}
