import Foundation
import TestSupport

/// Native events whose fields vendors' tables have by other names, or flat.
enum VendorDialects {
  private typealias Event = NativeEvents.Event

  static let all: [Dialect] = [
    dialect("aks-audit") { row($0, isText: false) },
    dialect("aks-audit") { row($0, isText: true) },
    dialect("defender-xdr + xdr") { event in
      [
        "category": "AdvancedHunting-CloudAuditEvents",
        "properties": ["RawEventData": pascal(event)],
      ]
    },
    dialect("alibaba-sls") { event in
      event.mapValues { $0 is String ? $0 : NativeEvents.json($0) }
        .merging(["__topic__": "", "__time__": "1684560417"]) { $1 }
    },
    dialect("huawei-lts") { flat($0) },
    Dialect(format: "aks-log-analytics + aks-audit", lost: [], notes: [], hasProxies: true) {
      table($0.map { row($0, isText: true) })
    },
    Dialect(format: "aks-log-analytics-csv + aks-audit", lost: [], notes: [], hasProxies: true) {
      csv($0.map { row($0, isText: true) })
    },
    Dialect(format: "csv", lost: [], notes: [], hasProxies: true) { csv($0.map(flat)) },
  ]

  private static func columns(_ rows: [Event]) -> [String] {
    Set(rows.flatMap(\.keys)).sorted()
  }

  /// What Log Analytics answers.
  private static func table(_ rows: [Event]) -> String {
    let columns = columns(rows)
    let table: Event = [
      "name": "PrimaryResult", "columns": columns.map { ["name": $0, "type": "string"] },
      "rows": rows.map { row in columns.map { row[$0] ?? NSNull() } },
    ]
    return NativeEvents.json(["tables": [table]]) + "\n"
  }

  /// As the portal exports it, a byte-order mark first.
  private static func csv(_ rows: [Event]) -> String {
    let columns = columns(rows)
    let lines = rows.map { row in
      columns.map { column in
        guard let value = row[column] else { return "" }
        let text = (value as? String) ?? NativeEvents.json(value)
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      }.joined(separator: ",")
    }
    return "\u{FEFF}" + ([columns.joined(separator: ",")] + lines).joined(separator: "\r\n")
      + "\r\n"
  }

  private static func dialect(
    _ format: String, _ map: @escaping @Sendable (NativeEvents.Event) -> NativeEvents.Event
  ) -> Dialect {
    Dialect(format: format, lost: [], notes: [], hasProxies: true) { events in
      events.map { NativeEvents.json(map($0)) + "\n" }.joined()
    }
  }

  /// A row of AKSAudit, its dynamic columns objects or text.
  private static func row(_ event: Event, isText: Bool) -> Event {
    let names = [
      "auditID": "AuditId", "requestURI": "RequestUri", "sourceIPs": "SourceIps",
      "requestReceivedTimestamp": "RequestReceivedTime", "stageTimestamp": "StageReceivedTime",
    ]
    var row: Event = ["Type": "AKSAudit", "PodName": "kube-apiserver-x", "TenantId": "t"]
    for (key, value) in event where key != "kind" && key != "apiVersion" {
      let name = names[key] ?? key.prefix(1).uppercased() + key.dropFirst()
      row[name] = isText && !(value is String) ? NativeEvents.json(value) : value
    }
    return row
  }

  private static func pascal(_ event: Event) -> Event {
    event.filter { $0.key != "kind" && $0.key != "apiVersion" }.reduce(into: [:]) { raw, pair in
      raw[pair.key.prefix(1).uppercased() + pair.key.dropFirst()] = pair.value
    }
  }

  /// Objects as keys with points.
  private static func flat(_ event: Event) -> Event {
    let objects = ["user", "impersonatedUser", "objectRef", "responseStatus"]
    return event.reduce(into: [:]) { flat, pair in
      guard objects.contains(pair.key), let members = pair.value as? Event else {
        flat[pair.key] = pair.value
        return
      }
      for (key, value) in members where key != "metadata" { flat["\(pair.key).\(key)"] = value }
    }
  }
}
