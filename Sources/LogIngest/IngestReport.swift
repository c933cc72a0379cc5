public import CaseStore
public import LogBytes

/// How to ingest.
public struct IngestOptions: Sendable {
  /// The case file.
  public var casePath: String
  /// The cluster to attribute the evidence to; empty for none.
  public var cluster = ""
  /// Whether the evidence's bytes go into the case.
  public var keepsEvidence = true
  /// The longest event accepted, bytes.
  public var maxRecord = 16 << 20
  /// Unpacked to packed bytes beyond which a source is stopped.
  public var maxExpansion: Int64 = 250
  /// See `commitEvents`; what a transaction changed is held in memory until then.
  static let usualCommit = 1 << 17
  /// How many new events are made lasting at a time, at most by a block's more.
  public var commitEvents = Self.usualCommit
  /// The wrappers that are known.
  public var formats = Formats.shipped
  /// The wrapper that all events are expected in; nil for any.
  public var expectedFormat: String?
  /// Name and version of the program.
  public var tool: String

  /// Options with defaults.
  public init(casePath: String, tool: String) {
    self.casePath = casePath
    self.tool = tool
  }
}

/// Something that a person should know of a run.
public enum IngestNotice: Sendable, Equatable {
  /// A path that could not be read, or not to its end.
  case unreadable(SourceError)
  /// A source whose packed bytes were damaged.
  case damaged(path: String, damage: String)
  /// A source without any audit event, and what it is, where that is known.
  case skipped(path: String, reason: String?)
  /// A source that the case had already.
  case alreadyKnown(path: String, as: String)
  /// A source that was pruned from the case, and comes in again.
  case pruned(path: String, PrunedSource)
  /// A source that the case has under another cluster.
  case otherCluster(path: String, cluster: String)
  /// A source that seems to be of another cluster than one in the case.
  case secondCluster(path: String, ClusterDoubt)
  /// A file whose beginning is not what the case has of it: it is read anew.
  case changed(path: String)
  /// A source whose events came in another wrapper than was said.
  case otherFormat(path: String, found: String, expected: String)
  /// No audit event was found in any source.
  case noEvents
  /// The write-ahead log is still in use by a reader.
  case logStaysOpen
  /// The run was stopped before all sources were read.
  case cancelled
}

/// What a run came to.
public struct IngestReport: Sendable {
  /// Sources with audit events that were read.
  public var sources: Int64 = 0
  /// Sources without any audit event.
  public var skipped: Int64 = 0
  /// Bytes read from disk.
  public var bytesRead: Int64 = 0
  /// Unpacked bytes, those of skipped and known sources included.
  public var bytesJSON: Int64 = 0
  /// Unpacked bytes of skipped sources.
  public var bytesSkipped: Int64 = 0
  /// Events, requests and bytes of this run.
  public var tally = Tally()
  /// How long it took.
  public var seconds: Double = 0
  /// The head of the evidence chain, 32 bytes.
  public var head: [UInt8] = []
  /// What a person should know, in the order it came up.
  public var notices: [IngestNotice] = []

  /// Whether some evidence was not read: then that no event was found says little.
  var isPartial: Bool {
    notices.contains { if case .unreadable = $0 { true } else { $0 == .cancelled } }
  }

  /// Notes the first source that seems to be another cluster's; a folder of
  /// rotated files would give the same warning many times.
  mutating func noteDoubt(_ path: String, _ doubt: ClusterDoubt) {
    let isNoted = notices.contains { if case .secondCluster = $0 { true } else { false } }
    if !isNoted { notices.append(.secondCluster(path: path, doubt)) }
  }
}

/// How far a run is.
public struct IngestProgress: Sendable {
  /// Bytes read from disk.
  public let bytesDone: Int64
  /// Bytes to read from disk; nil where a stream is among the sources.
  public let bytesTotal: Int64?
  /// Events found.
  public let events: Int64
  /// Time since the start.
  public let seconds: Double
}
