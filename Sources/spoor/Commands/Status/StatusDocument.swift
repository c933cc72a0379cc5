internal import CaseStore
internal import Inquiry
internal import Rendering

/// What `spoor status` says.
enum StatusDocument {
  /// What cannot be seen at the levels of a case, one sentence each.
  static func blindSpots(_ status: CaseStatus) -> [String] {
    var spots: [String] = []
    let counts = Dictionary(uniqueKeysWithValues: status.levels.map { ($0.name, $0.events) })
    let bodies = (counts["Request"] ?? 0) + (counts["RequestResponse"] ?? 0)
    if status.events > 0, bodies == 0 {
      spots.append(
        """
        no bodies at level Metadata: images, privileges, what a role allows, what a patch \
        changed cannot be told
        """)
    } else if let metadata = counts["Metadata"], metadata > 0 {
      let share = HumanText.percent(metadata, of: status.events)
      spots.append("\(share) of the events are at level Metadata: their bodies cannot be told")
    }
    if (counts["RequestResponse"] ?? 0) == 0, bodies > 0 {
      spots.append("no answers at level Request: generated names and what was read cannot be told")
    }
    if let unknown = counts["(unknown)"] {
      spots.append(
        "\(HumanText.count(unknown, "event")) with a level that a pipeline overwrote")
    }
    let stages = Set(status.stages.map(\.name))
    if status.events > 0, !stages.contains("RequestReceived") {
      spots.append("no RequestReceived: requests that never ended cannot be seen")
    }
    return spots
  }

  /// For people.
  static func text(
    _ status: CaseStatus, _ activity: Histogram?, path: String, zone: TimeZoneRules
  ) -> String {
    var block = KeyValueBlock()
    block.add("case", path)
    block.add(
      "events",
      "\(HumanText.count(status.events)) in \(HumanText.count(status.requests, "request"))")
    block.add("first", ifPresent: status.first.map { time($0, zone) })
    block.add("last", ifPresent: status.last.map { time($0, zone) })
    if let activity {
      block.add("activity", HistogramText.line(activity))
      let refused = HistogramText.line(activity) { $0.denied }
      block.add("denied", ifPresent: refused.isEmpty ? nil : refused)
    }
    block.add("levels", list(status.levels))
    block.add("stages", list(status.stages))
    let clusters = status.clusters.filter { !$0.isEmpty }
    block.add("clusters", ifPresent: clusters.isEmpty ? nil : clusters.joined(separator: ", "))
    block.add("blind", blindSpots(status))
    block.add("head", status.head.hexText)
    return block.text() + "\n" + sources(status)
  }

  private static func time(_ microseconds: Int64, _ zone: TimeZoneRules) -> String {
    let seconds =
      microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    let offset = zone.isUTC ? nil : zone.offset(atUTC: seconds)
    return TimeText.rfc3339(microseconds, offset: offset)
  }

  private static func list(_ counts: [(name: String, events: Int64)]) -> String {
    counts.map { "\($0.name) \(HumanText.count($0.events))" }.joined(separator: ", ")
  }

  static func sources(_ status: CaseStatus) -> String {
    status.sources.map { source in
      var block = KeyValueBlock()
      let state =
        source.pruned != nil
        ? " (pruned)"
        : source.isSkipped
          ? " (skipped: no audit event)" : source.isComplete ? "" : " (not read to its end)"
      block.add("source \(source.id)", source.path + state)
      let format = source.format.isEmpty ? "" : ", \(source.format)"
      let cluster = source.cluster.isEmpty ? "" : ", cluster \(source.cluster)"
      let compression = source.compression == "none" ? "plain" : source.compression
      block.add("", "\(HumanText.bytes(source.fileBytes)) \(compression)\(format)\(cluster)")
      for note in source.notes { block.add("", "note: \(note)") }
      block.add("", ifPresent: source.pruned.map(PruneDocument.sentence))
      if !source.isSkipped, source.pruned == nil { block.add("", counts(source.tally)) }
      block.add("", ifPresent: source.damage.map { "damage: \($0)" })
      block.add("", ifPresent: source.sha256.map { "sha256 \($0.hexText)" })
      block.add("", ifPresent: source.archiveDigest.map { "archive sha256 \($0.hexText)" })
      return block.text()
    }.joined()
  }

  private static func counts(_ tally: Tally) -> String {
    let parts = [
      (tally.events, "event"), (tally.duplicates, "duplicate"), (tally.conflicts, "conflict"),
    ].filter { $0.0 > 0 }.map { HumanText.count($0.0, $0.1) }
    let rest = [(tally.rejected, "rejected"), (tally.salvaged, "salvaged")].filter { $0.0 > 0 }
      .map { "\(HumanText.count($0.0)) \($0.1)" }
    return (parts + rest).joined(separator: ", ")
  }

  /// In every format but people's: all of it, or a row a source.
  static func overview(_ status: CaseStatus, path: String) -> Overview {
    Overview(
      json(status, path: path), columns: SourceColumn.columns,
      rows: status.sources.map(SourceColumn.row))
  }

  private static func json(_ status: CaseStatus, path: String) -> JSONDocument {
    func counts(_ pairs: [(name: String, events: Int64)]) -> JSONDocument {
      .object(pairs.map { ($0.name, .integer($0.events)) })
    }
    let named = status.clusters.filter { !$0.isEmpty }
    return .object([
      ("case", .text(path)),
      ("schema_version", .integer(Int64(status.schemaVersion))),
      ("head", .text(status.head.hexText)),
      ("sources", .array(status.sources.map(SourceColumn.object))),
      ("events", .integer(status.events)),
      ("requests", .integer(status.requests)),
      ("first", .optional(status.first.map { TimeText.rfc3339($0) })),
      ("last", .optional(status.last.map { TimeText.rfc3339($0) })),
      ("levels", counts(status.levels)),
      ("stages", counts(status.stages)),
      ("clusters", .array(named.map(JSONDocument.text))),
      ("gaps", .null),
      ("blind", .array(blindSpots(status).map(JSONDocument.text))),
    ])
  }
}
