internal import LogBytes

/// Gives the texts of events that lie as strings in a shipper's records.
public struct EventExtractor {
  private var unwrapper: Unwrapper

  /// Creates one that knows some wrappers.
  public init(_ formats: Formats = .shipped) { unwrapper = Unwrapper(formats.wrappers) }

  /// The JSON text of an event.
  ///
  /// - Parameters:
  ///   - record: the bytes that the case names as the event's.
  ///   - item: how many events before it lie in them.
  /// - Returns: the record's own bytes where they are the event.
  public mutating func text(in record: [UInt8], item: Int) -> [UInt8] {
    unwrapper.eventText(in: record, item: item) ?? record
  }
}
