internal import LogBytes

/// Requests of basic audit whose answer, a line of its own with nothing but a
/// code, has not come: the last some thousands of a source.
struct OpenRequests {
  private static let limit = 4096

  private var requests: [String: DialectValues] = [:]
  /// Their IDs in the order in which they came, around again at the limit.
  private var order: [String] = []
  private var oldest = 0

  /// Forgets the source so far.
  mutating func begin() { self = OpenRequests() }

  /// Keeps a request, or gives an answer what its request said.
  mutating func complete(_ values: inout DialectValues, _ source: TextBytes) {
    guard !values.has("stage"), let id = values.plain("auditID", source) else { return }
    let response = values.json("@response", source)
    if values.has("@method") {
      if response == nil { keep(values.kept(source), id) }
    } else if let response, var whole = requests.removeValue(forKey: id) {
      whole.set("@response", to: response)
      whole.set("@answered", to: values.json("@logged", source) ?? [])
      values = whole
    }
  }

  private mutating func keep(_ values: DialectValues, _ id: String) {
    requests[id] = values
    if order.count < Self.limit { return order.append(id) }
    requests[order[oldest]] = nil
    order[oldest] = id
    oldest = (oldest + 1) % Self.limit
  }
}
