public import LogBytes

/// Events of other kinds, written anew as native ones.
public struct RewrittenEvents: Sendable {
  /// Their texts.
  public private(set) var texts = EventTexts()

  /// Whether there are none.
  public var isEmpty: Bool { texts.isEmpty }

  /// None yet.
  public init() {}

  mutating func add(_ event: [UInt8], at place: RecordPlace) { texts.add(event, at: place) }
}

/// Writes events of other kinds anew.
struct DialectRewriter {
  private let catalog: DialectCatalog
  private var requests = OpenRequests()

  init(_ catalog: DialectCatalog) { self.catalog = catalog }

  /// Begins another source.
  mutating func begin() { requests.begin() }

  /// The native event that a record stands for, or nil.
  mutating func native(
    _ text: TextBytes, _ members: ArraySlice<Member>, kind: String, notes: inout [DialectNote]
  ) -> [UInt8]? {
    guard var values = DialectValues(text, members, kind: kind, catalog) else { return nil }
    requests.complete(&values)
    var writer = DialectWriter(values, catalog)
    guard let event = writer.event() else { return nil }
    for note in writer.notes where !notes.contains(note) { notes.append(note) }
    return event
  }
}
