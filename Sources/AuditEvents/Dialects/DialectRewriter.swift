internal import LogBytes

/// Brings the fields of events of other kinds to where an event has them.
struct DialectRewriter {
  private var requests = OpenRequests()
  private var values: DialectValues

  init(_ catalog: DialectCatalog) { values = DialectValues(catalog) }

  /// Begins another source.
  mutating func begin() { requests.begin() }

  /// The fields of the event that a record stands for, or nil.
  ///
  /// - Parameters:
  ///   - output: gets the text that they lie in.
  ///   - notes: gets what is to be known of how they were read.
  mutating func fields(
    _ text: TextBytes, _ members: ArraySlice<Member>, kind: String, _ output: inout TextArena,
    notes: inout [DialectNote]
  ) -> EventFields? {
    guard values.collect(text, members, kind: kind) else { return nil }
    if values.has(values.catalog.translated.logged) { requests.complete(&values, text) }
    var writer = DialectWriter(text)
    guard let fields = writer.fields(values, &output) else { return nil }
    for note in writer.notes where !notes.contains(note) { notes.append(note) }
    return fields
  }
}
