internal import LogBytes

/// Events of other kinds, their fields brought together in one text.
struct RewrittenEvents: Sendable {
  /// The text that the fields lie in.
  var text = TextArena()
  private(set) var fields: [EventFields] = []
  private var places: [RecordPlace] = []

  mutating func add(_ event: EventFields, at place: RecordPlace) {
    fields.append(event)
    places.append(place)
  }

  mutating func removeAll() {
    text.removeAll()
    fields.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Lends the text, with the fields of each event and where it lies.
  mutating func withText(_ body: (TextBytes, [EventFields], [RecordPlace]) -> Void) {
    let (fields, places) = (fields, places)
    text.withBytes { body($0, fields, places) }
  }
}
