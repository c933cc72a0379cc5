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
        "SELECT source_id, byte_offset, byte_length FROM events WHERE event_id = ?",
        persistent: true)
    } catch {
      throw .database(error)
    }
  }

  /// The bytes of an event as they were logged; nil where there is no such row
  /// or its evidence is not kept in the case.
  func bytes(of event: Int64) throws -> [UInt8]? {
    place.reset()
    try place.bind(event, at: 1)
    guard try place.step() else { return nil }
    do {
      return try evidence.bytes(
        source: place.integer(0), offset: place.integer(1), length: place.integer(2))
    } catch .missingBlock {
      return nil
    }
  }
}
