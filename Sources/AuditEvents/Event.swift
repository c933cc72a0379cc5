/// One audit event in integers, ready to be stored.
public struct Event: Sendable {
  /// Stands for a time that is not there.
  public static let noTime = Int64.min

  /// When the request was received, microseconds since 1970, or `noTime`.
  public var received = Event.noTime
  /// When this stage was reached, microseconds since 1970, or `noTime`.
  public var stageTime = Event.noTime
  /// Decimals of a second that the log gave of the two.
  public var receivedDigits: UInt8 = 0
  /// See `receivedDigits`.
  public var stageDigits: UInt8 = 0
  /// How far the request had come.
  public var stage = Stage.unknown
  /// How much was logged.
  public var level = Level.unknown
  /// Whether the request asked to change nothing (`dryRun=All`).
  public var isDryRun = false
  /// Whether the bytes are only part of an event.
  public var isSalvaged = false
  /// The audit ID as 16 bytes, if it is a UUID in canonical spelling.
  public var auditHigh: UInt64 = 0
  /// See `auditHigh`.
  public var auditLow: UInt64 = 0
  /// The audit ID's text otherwise.
  public var auditText = Slice.none
  /// A hash of the audit ID's text.
  public var auditHash: UInt64 = 0
  /// The tuples' numbers.
  public var actor: Int64 = 0
  /// See `actor`.
  public var operation: Int64 = 0
  /// See `actor`.
  public var object: Int64 = 0
  /// See `actor`.
  public var result: Int64 = 0
  /// See `actor`.
  public var client: Int64 = 0
  /// Where the event begins in the decompressed source, bytes.
  public var offset: Int64 = 0
  /// Its length in bytes.
  public var length: Int64 = 0
  /// Its first line in the source, counted from one.
  public var line: Int64 = 0
  /// How many events before it lie at the same place, in one record.
  public var item: Int32 = 0
  /// Whether its text is a string of the record at its place.
  public var isString = false
  /// Bytes of its place that are counted for another event.
  public var uncounted: Int64 = 0
  /// The bytes of its bodies: of two copies the one with more is kept.
  public var bodyLength: Int64 = 0
  /// Times, stage and level as logged, where a column cannot hold them.
  public var receivedText = Slice.none
  /// See `receivedText`.
  public var stageTimeText = Slice.none
  /// See `receivedText`.
  public var stageText = Slice.none
  /// See `receivedText`.
  public var levelText = Slice.none

  /// Creates an event without content.
  public init() {}
}

/// A stretch of a batch's text arena; `count` is -1 where there is no text.
public struct Slice: Sendable, Equatable {
  /// Its first byte.
  public let start: Int32
  /// Its length in bytes, or -1.
  public let count: Int32

  /// No text at all.
  public static let none = Slice(start: 0, count: -1)
}
