/// One member of a record's outermost object.
///
/// Offsets are in the batch's text.
@frozen
public struct Member: Sendable {
  /// Where the key begins, behind its quote.
  public let keyStart: Int32
  /// The key's length in bytes, as escaped in the text.
  public let keyCount: Int32
  /// Where the value begins.
  public let valueStart: Int32
  /// The value's length in bytes.
  public let valueCount: Int32
  /// The same for equal bytes, where the framer remembered them; else 0.
  public let number: Int32
  /// The same for the same key at the same place of a record, where the framer
  /// remembered it; else 0.
  public let keyNumber: Int32

  /// Keys of objects inside records have numbers above this one.
  public static let innerKeys: Int32 = 1 << 30

  @inlinable
  init(
    keyStart: Int, keyCount: Int, valueStart: Int, valueCount: Int, number: Int32 = 0,
    keyNumber: Int32 = 0
  ) {
    self.number = number
    self.keyNumber = keyNumber
    self.keyStart = Int32(truncatingIfNeeded: keyStart)
    self.keyCount = Int32(truncatingIfNeeded: keyCount)
    self.valueStart = Int32(truncatingIfNeeded: valueStart)
    self.valueCount = Int32(truncatingIfNeeded: valueCount)
  }
}

/// One JSON object of the evidence.
@frozen
public struct Record: Sendable {
  /// Where it begins in the batch's text.
  public let start: Int32
  /// Its length in bytes.
  public let count: Int32
  /// Its first line in the source, counted from one.
  public let line: Int64
  /// Its first member's place in the batch's `members`.
  public let firstMember: Int32
  /// How many members it has.
  public let memberCount: Int32
}

/// A stretch of the evidence that could not be read.
public struct RejectedRecord: Sendable, Equatable {
  /// Why a stretch was rejected.
  public enum Reason: Int64, Sendable, CaseIterable {
    /// The line does not begin like a JSON object or array.
    case notJSON = 1
    /// The value breaks off: cut, torn, or still being written.
    case truncated = 2
    /// The value breaks the grammar of JSON.
    case malformed = 3
    /// The value is longer than the limit, or what its strings say is.
    case tooLong = 4
    /// A run of NUL bytes, as a sparse or preallocated file has.
    case nulBytes = 5
    /// A JSON value, but no object.
    case notAnObject = 6
    /// A JSON object without audit ID.
    case noAuditID = 7
    /// A JSON object with audit ID that is no Kubernetes audit event.
    case notAnAuditEvent = 8
    /// A record that has a string of base64 of gzip, which is cut, or whose
    /// checksum is another; what could be read before made events.
    case damagedGzip = 9
  }

  /// Where it begins in the decompressed source.
  public var offset: Int64
  /// Its length in bytes.
  public var length: Int64
  /// Its first line, counted from one.
  public var line: Int64
  /// Why.
  public var reason: Reason
  /// Where exactly the scanner stopped, an offset in the source.
  public var faultOffset: Int64
  /// Whether it reaches the end of the source, so that a grown source may
  /// still complete it.
  public var isTail: Bool
  /// Whether some of its fields could be read and made an event.
  public var isSalvaged = false

  /// Creates a rejected record.
  public init(
    offset: Int64, length: Int64, line: Int64, reason: Reason, faultOffset: Int64,
    isTail: Bool = false
  ) {
    self.offset = offset
    self.length = length
    self.line = line
    self.reason = reason
    self.faultOffset = faultOffset
    self.isTail = isTail
  }
}

/// What one block of a source held.
public struct RecordBatch: Sendable {
  /// The text that the records' offsets refer to.
  public var text: TextBuffer
  /// Where the text begins in the decompressed source.
  public var textOffset: Int64
  /// The records that end inside this block, in order.
  public var records: [Record] = []
  /// Their members.
  public var members: [Member] = []
  /// What was rejected.
  public var rejected: [RejectedRecord] = []
  /// The paths of the containers that records lie in, each with the offset in
  /// the text from which on it holds; none where all are empty.
  var paths: [(start: Int, path: [UInt8])] = []
  /// Bytes between and around records: white space, commas, list wrappers.
  public var otherBytes: Int64 = 0
  /// Where framing would resume after this batch.
  public var resume: FramingState
}
