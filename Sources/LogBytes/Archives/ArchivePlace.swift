/// Where a file lies in an archive.
public struct ArchivePlace: Sendable, Equatable {
  /// The archive's path on disk.
  public let archive: String
  /// SHA-256 of the archive's bytes.
  public let archiveDigest: [UInt8]
  /// Its place among the archive's files, from 0; in an archive within the
  /// archive, the place of that one, and then its own.
  public let positions: [Int]
  /// SHA-256 of its bytes.
  public let digest: [UInt8]
  /// Why its bytes end too early, if they do.
  public let damage: String?
}
