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
  mutating func complete(_ values: inout DialectValues) {
    guard values.has("@logged"), !values.has("stage"), let id = values.plain("auditID") else {
      return
    }
    let response = values["@response"]
    if values.has("@method") {
      if response == nil { keep(values, id) }
    } else if let response, var whole = requests.removeValue(forKey: id) {
      whole.set("@response", to: response)
      whole.set("@answered", to: values["@logged"] ?? [])
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
