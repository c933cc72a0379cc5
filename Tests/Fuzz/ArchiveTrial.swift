internal import Compression
internal import TestSupport

/// One archive.
struct ArchiveTrial {
  let bytes: [UInt8]
  /// More is not unpacked.
  private static let limit = 1 << 20

  /// What is wrong with what was read, if anything is.
  func failure(_ generator: inout SeededGenerator) -> String? {
    _ = ArchiveReader.isArchive(bytes.span.bytes)
    return read(.archive, &generator) ?? read(.stream, &generator)
  }

  private func read(_ shape: ArchiveReader.Shape, _ generator: inout SeededGenerator) -> String? {
    var rest = bytes[...]
    let piece = generator.pick([1, 100, 1 << 16])
    let step = generator.pick([1 << 16, 511])
    var count = 0
    do {
      let archive = try ArchiveReader(shape) { fed, limit in
        fed += rest.prefix(min(limit, piece))
        rest = rest.dropFirst(min(limit, piece))
        return 0
      }
      while count < Self.limit, try archive.next() != nil {
        while count < Self.limit {
          var plain: [UInt8] = []
          let read = try archive.read(into: &plain, upTo: step)
          if read != plain.count || read > step { return "\(read) bytes are \(plain.count)" }
          if read == 0 { break }
          count += read
        }
        count += 1
      }
    } catch {
      return error.reason.isEmpty ? "an error without a reason" : nil
    }
    return nil
  }
}
