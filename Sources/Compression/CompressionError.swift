/// What is wrong with compressed bytes.
///
/// Offsets count compressed bytes from 0.
public enum CompressionError: Error, Hashable, Sendable {
  /// The first bytes are not those of the format.
  case notCompressed(CompressionFormat)
  /// The input ends in the middle of a member or frame, at this offset.
  case truncated(offset: Int)
  /// Bytes that begin no member or frame start here, after at least one whole one.
  ///
  /// Zero padding is such bytes as well.
  case trailingGarbage(offset: Int)
  /// The compressed data makes no sense at or shortly before this offset.
  case corrupt(offset: Int, reason: String)
  /// The data was whole in form, but its checksum, ending here, tells it changed.
  case wrongChecksum(offset: Int)
  /// As `wrongChecksum`, for gzip's count of plain bytes.
  case wrongLength(offset: Int)
  /// The data asks for what is not supported: a dictionary, a window over 128 MiB.
  case unsupported(offset: Int, reason: String)
  /// A block would unpack to more bytes than allowed.
  case tooLarge(size: Int, limit: Int)
  /// A block unpacked to another size than was recorded; `nil` when larger.
  case unexpectedSize(expected: Int, actual: Int?)
}
