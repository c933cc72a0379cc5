public import LogBytes

/// What is known of a source before it is read.
public struct SourceFacts: Sendable, Equatable {
  /// As found; `-` for standard input.
  public var path: String
  /// The size on disk, bytes; 0 for a stream.
  public var fileBytes: Int64
  /// When it was last modified, microseconds since 1970.
  public var modified: Int64?
  /// SHA-256 of the archive it lies in; nil if in none.
  public var archiveDigest: [UInt8]?
  /// How it is packed: `none`, `gzip`, `zstd`, `xz`, `bzip2` or `lz4`.
  public var compression: String
  /// The cluster it is attributed to; empty without `--cluster`.
  public var cluster: String
  /// Whether its bytes are kept, or only referred to.
  public var keepsEvidence: Bool
  /// The longest event that is accepted, bytes.
  public var maxRecord: Int

  /// Sets all of it.
  public init(
    path: String, fileBytes: Int64, modified: Int64?, archiveDigest: [UInt8]? = nil,
    compression: String, cluster: String, keepsEvidence: Bool, maxRecord: Int
  ) {
    self.archiveDigest = archiveDigest
    self.maxRecord = maxRecord
    self.path = path
    self.fileBytes = fileBytes
    self.modified = modified
    self.compression = compression
    self.cluster = cluster
    self.keepsEvidence = keepsEvidence
  }
}

/// What one source, or one run, came to.
///
/// Bytes are unpacked bytes.
public struct Tally: Sendable, Equatable {
  /// Rows added.
  public var events: Int64 = 0
  /// Requests first seen.
  public var requests: Int64 = 0
  /// Copies of events that the case had.
  public var duplicates: Int64 = 0
  /// Rows that contradict another copy.
  public var conflicts: Int64 = 0
  /// Stretches that could not be read as events.
  public var rejected: Int64 = 0
  /// Events of which only a part could be read.
  public var salvaged: Int64 = 0
  /// Bytes of events.
  public var bytesEvents: Int64 = 0
  /// Bytes of duplicates.
  public var bytesDuplicates: Int64 = 0
  /// Bytes of salvaged events.
  public var bytesSalvaged: Int64 = 0
  /// Bytes of rejected records.
  public var bytesRejected: Int64 = 0
  /// Bytes between and around records.
  public var bytesOther: Int64 = 0
  /// The earliest and latest request received, microseconds since 1970.
  public var first: Int64?
  /// The latest request received, microseconds since 1970.
  public var last: Int64?

  /// Nothing yet.
  public init() {}

  /// All bytes accounted for.
  public var bytes: Int64 {
    bytesEvents + bytesDuplicates + bytesSalvaged + bytesRejected + bytesOther
  }

  /// Adds another tally.
  public mutating func add(_ other: Tally) {
    events += other.events
    requests += other.requests
    duplicates += other.duplicates
    conflicts += other.conflicts
    rejected += other.rejected
    salvaged += other.salvaged
    bytesEvents += other.bytesEvents
    bytesDuplicates += other.bytesDuplicates
    bytesSalvaged += other.bytesSalvaged
    bytesRejected += other.bytesRejected
    bytesOther += other.bytesOther
    include(first: other.first, last: other.last)
  }

  /// Widens the time span.
  public mutating func include(first other: Int64?, last otherLast: Int64?) {
    if let other { first = min(first ?? other, other) }
    if let otherLast { last = max(last ?? otherLast, otherLast) }
  }
}

/// A source that the case has already, in whole or in part.
public struct KnownSource: Sendable, Equatable {
  /// Its row.
  public let id: Int64
  /// Where it was found.
  public let path: String
  /// The cluster it is attributed to; empty without one.
  public let cluster: String
  /// Its size on disk, bytes.
  public let fileBytes: Int64
  /// Whether it was read to its end.
  public let isComplete: Bool
  /// Whether no audit event was in it.
  public let isSkipped: Bool
  /// SHA-256 of the file; nil while it is being read.
  public let sha256: [UInt8]?
  /// Events and duplicates it held.
  public let tally: Tally
  /// Where reading would go on: a record that broke off at the end of the
  /// source is read again when more of the source is there.
  public let resume: FramingState
  /// Whether its bytes are kept: a source is kept one way from start to end.
  public let keepsEvidence: Bool
  /// The longest event that is accepted, bytes; it too stays as it was.
  public let maxRecord: Int
  /// The unpacked lengths of its stored blocks.
  public let blockLengths: [Int64]
  /// Whether it was pruned, so that it is no longer in the case.
  public let pruned: PrunedSource?
}

/// A stretch of a source, packed.
public struct PackedBlock: Sendable {
  /// Its place in the source.
  public let ordinal: Int64
  /// Its unpacked length, bytes.
  public let length: Int64
  /// The packed bytes.
  public let packed: [UInt8]
  /// SHA-256 of the packed bytes.
  public let digest: [UInt8]

  /// Sets all of it.
  public init(ordinal: Int64, length: Int64, packed: [UInt8], digest: [UInt8]) {
    self.ordinal = ordinal
    self.length = length
    self.packed = packed
    self.digest = digest
  }
}
