extension Simulation {
  /// Adds what follows the path, with `&` as Go's JSON writes it.
  mutating func addQuery(_ query: Query) {
    switch query {
    case .none: break
    case .fixed(let fixed): text.add(fixed)
    case .watch(let seconds, let version, let object):
      addWatch(seconds: Int(seconds), resourceVersion: version, object)
    case .selector(let app):
      text.add("?labelSelector=app%3D")
      text.add(cluster.words[app])
    case .page(let token): addPage(token)
    case .from(let version):
      text.add("?limit=500\\u0026resourceVersion=")
      text.add(decimal: version)
    case .command(let command, let container):
      text.add("?")
      text.add(cluster.words[command])
      text.add("\\u0026container=")
      text.add(cluster.words[container])
      text.add("\\u0026stderr=true\\u0026stdout=true")
    case .container(let container):
      text.add("?container=")
      text.add(cluster.words[container])
      text.add("\\u0026follow=true\\u0026tailLines=200")
    case .eventsOf(let name):
      text.add("?fieldSelector=involvedObject.name%3D")
      cluster.add(name, to: &text)
      text.add("\\u0026limit=500")
    }
  }

  private mutating func addWatch(
    seconds: Int, resourceVersion: Int, _ object: WatchedObject
  ) {
    text.add("?allowWatchBookmarks=true")
    switch object {
    case .all: break
    case .named(let word):
      text.add("\\u0026fieldSelector=metadata.name%3D")
      text.add(cluster.words[word])
    case .onNode(let word):
      text.add("\\u0026fieldSelector=spec.nodeName%3D")
      text.add(cluster.words[word])
    }
    if resourceVersion > 0 {
      text.add("\\u0026resourceVersion=")
      text.add(decimal: resourceVersion)
    } else {
      text.add("\\u0026resourceVersionMatch=NotOlderThan\\u0026sendInitialEvents=true")
    }
    text.add("\\u0026timeout=")
    text.add(decimal: seconds / 60)
    text.add("m")
    text.add(decimal: seconds % 60)
    text.add("s\\u0026timeoutSeconds=")
    text.add(decimal: seconds)
    text.add("\\u0026watch=true")
  }

  /// Adds the token of a list's next page.
  private mutating func addPage(_ token: UInt64) {
    text.add("?continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6")
    for part: UInt64 in 0..<4 { text.add(suffix: mixed(token &+ part), length: 12) }
    text.add("fQ\\u0026limit=500")
  }
}
