internal import CaseStore
internal import SQLite

/// The JSON of stored events, by their rows.
final class LoggedEvents {
  private let reader: CaseReader
  private let evidence: EvidenceReader
  private let place: Statement

  init(path: String) throws(CaseError) {
    reader = try CaseReader(path: path)
    evidence = try EvidenceReader(path: path)
    do throws(SQLiteError) {
      place = try reader.connection.prepare(
        """
        SELECT source_id, byte_offset, byte_length,
        coalesce((SELECT item FROM event_item i WHERE i.event_id = v.event_id), 0)
        FROM events v WHERE event_id = ?
        """, persistent: true)
    } catch {
      throw .database(error)
    }
  }

  /// The bytes of the record that an event lies in, and how many events lie in
  /// it before this one; nil where there is no such row or its evidence is not
  /// kept in the case.
  func record(of event: Int64) throws -> (bytes: [UInt8], item: Int)? {
    place.reset()
    try place.bind(event, at: 1)
    guard try place.step() else { return nil }
    do {
      let bytes = try evidence.bytes(
        source: place.integer(0), offset: place.integer(1), length: place.integer(2))
      return (bytes, Int(place.integer(3)))
    } catch .missingBlock {
      return nil
    }
  }
}
