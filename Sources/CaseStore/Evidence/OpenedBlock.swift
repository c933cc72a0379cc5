internal import Compression

/// A block of evidence that is unpacked as far as somebody asks.
///
/// Bodies lie one here, one there: each needs half of its block on average, and
/// unpacking takes most of the time of reading it.
struct OpenedBlock: ~Copyable {
  private var place: (source: Int64, ordinal: Int64)?
  private var packed: [UInt8] = []
  private var taken = 0
  private var size = 0
  private var unpacker = ZstdUnpacker()
  /// The beginning of the block.
  private(set) var bytes: [UInt8] = []

  /// Whether it is a certain block of a source.
  func isOpen(_ source: Int64, _ ordinal: Int64) -> Bool {
    place.map { $0 == (source, ordinal) } ?? false
  }

  /// Takes another block.
  ///
  /// - Parameter size: how many bytes it has, unpacked.
  mutating func open(_ source: Int64, _ ordinal: Int64, packed: [UInt8], size: Int) {
    place = (source, ordinal)
    self.packed = packed
    self.size = size
    taken = 0
    unpacker.restart(at: 0)
    bytes.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(size)
  }

  /// Unpacks so many bytes, or all where it has fewer.
  ///
  /// - Returns: whether it could.
  mutating func unpack(to end: Int) -> Bool {
    let end = min(end, size)
    while bytes.count < end {
      let step = unpacker.unpack(packed[taken...], into: &bytes, upTo: end - bytes.count)
      taken += step.consumed
      guard step.consumed + step.produced > 0 else { return false }
    }
    return true
  }
}
