internal import Compression
internal import TestSupport

/// One packed stream.
struct InflatingTrial {
  let bytes: [UInt8]
  /// More is not unpacked.
  private static let limit = 4 << 20

  /// What unpacking came to.
  private struct Reading: Equatable {
    var plain: [UInt8] = []
    var fault: String?
    var imbalance: String?
  }

  /// What depends on how the bytes come, if anything does.
  func failure(_ generator: inout SeededGenerator) -> String? {
    let sizes = (generator.pick([1, 3, 50, 1_000]), generator.pick([1, 9, 700, 1 << 16]))
    switch CompressionFormat.recognise(bytes.span.bytes) {
    case .zstd:
      return difference(of: zstd(bytes.count, 1 << 16), zstd(sizes.0, sizes.1), "\(sizes)")
    default:
      return difference(of: gzip(bytes.count, 1 << 16), gzip(sizes.0, sizes.1), "\(sizes)")
    }
  }

  private func difference(of whole: Reading, _ parts: Reading, _ sizes: String) -> String? {
    if let imbalance = whole.imbalance ?? parts.imbalance { return imbalance }
    if (whole.fault == nil) != (parts.fault == nil) {
      return "in pieces of \(sizes): \(parts.fault ?? "whole"), not \(whole.fault ?? "whole")"
    }
    // Of a damaged member more or less may come before the damage is seen.
    let count = min(whole.plain.count, parts.plain.count)
    let isAlike =
      whole.plain.prefix(count) == parts.plain.prefix(count)
      && (whole.fault != nil || whole.plain.count == parts.plain.count)
    return isAlike ? nil : "other bytes in pieces of \(sizes)"
  }

  private func gzip(_ chunk: Int, _ room: Int) -> Reading {
    var reader = GzipInflater()
    var reading = feed(chunk) { reader.inflate($0, into: &$1, upTo: room) }
    if reading.plain.count < Self.limit {
      do { try reader.finish() } catch { reading.fault = "\(error)" }
    }
    return reading
  }

  private func zstd(_ chunk: Int, _ room: Int) -> Reading {
    var reader = ZstdUnpacker()
    var reading = feed(chunk) { reader.unpack($0, into: &$1, upTo: room) }
    if reading.plain.count < Self.limit {
      do { try reader.finish() } catch { reading.fault = "\(error)" }
    }
    return reading
  }

  private func feed(
    _ chunk: Int, _ step: (ArraySlice<UInt8>, inout [UInt8]) -> StreamStep
  ) -> Reading {
    var reading = Reading()
    var offset = 0
    while offset < bytes.count {
      var input = bytes[offset..<min(offset + chunk, bytes.count)]
      offset = input.endIndex
      var status = StreamStatus.outputFull
      while status == .outputFull {
        let before = reading.plain.count
        let done = step(input, &reading.plain)
        if reading.plain.count - before != done.produced || done.consumed > input.count {
          reading.imbalance = "\(done) of \(input.count)"
        }
        input = input.dropFirst(done.consumed)
        status = done.status
        // What comes behind is cut alike, however it comes.
        guard reading.plain.count < Self.limit else {
          reading.plain.removeSubrange(Self.limit...)
          return reading
        }
      }
      if case .stopped = status { return reading }
      if !input.isEmpty { reading.imbalance = "\(input.count) bytes were left" }
    }
    return reading
  }
}
