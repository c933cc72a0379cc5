/// What a request's query says that is worth a glance: the command of an exec,
/// selectors, options of logs and deletions.
enum QueryDetail {
  /// Parameters that say something by themselves.
  private static let options: Set<String> = [
    "propagationPolicy", "gracePeriodSeconds", "orphanDependents",
  ]
  private static let logOptions: Set<String> = [
    "container", "follow", "previous", "tailLines", "sinceSeconds", "sinceTime", "limitBytes",
    "stream",
  ]

  /// The parts, most important first.
  static func parts(_ uri: RequestURI) -> [String] {
    guard uri.hasQuery else { return [] }
    let isLog = uri.path.utf8.suffix(4).elementsEqual("/log".utf8)
    var command: [String] = []
    var parts: [String] = []
    for parameter in uri.parameters {
      switch parameter.name {
      case "command": command.append(parameter.value)
      case "labelSelector": parts.append("selector \(parameter.value)")
      case "fieldSelector": parts.append("fields \(parameter.value)")
      case let name where options.contains(name) || isLog && logOptions.contains(name):
        parts.append("\(name)=\(parameter.value)")
      default: break
      }
    }
    return command.isEmpty ? parts : [ShellWords.joined(command)] + parts
  }
}
