/// The objects and arrays that were open where a value broke.
///
/// When a record breaks some lines further down, reading goes on in a line
/// inside it. Of the values there, those that were closed before the fault are
/// whole, and those that were not break at the same fault. To know the latter
/// keeps hostile text, of lines that each open a value and never close it, from
/// being read to the fault again for each of them.
struct BrokenValues {
  /// Where the value broke, an offset in the batch's text.
  let fault: Int
  /// Why it was rejected.
  let reason: RejectedRecord.Reason
  /// In order.
  ///
  /// Arrays in arrays are left out, unless framing scans them.
  private let values: [Value]

  /// An open object, an open array that is a member's, or so many arrays.
  private struct Value {
    private static let listMark: Int32 = 1
    private static let eventMark: Int32 = 2
    /// The offset, shifted left by two, with marks; or the arrays, negative.
    private var bits: Int32

    init(at offset: Int) { bits = Int32(offset) << 2 }
    init(arrays: Int32) { bits = -arrays }

    var arrays: Int32 { max(0, -bits) }
    var start: Int { Int(bits >> 2) }
    var isList: Bool { bits & Self.listMark != 0 }
    private var isEvent: Bool { bits & Self.eventMark != 0 }

    mutating func markList() { if !isEvent { bits |= Self.listMark } }
    mutating func markEvent() { if !isList { bits |= Self.eventMark } }
  }

  /// Knows of none.
  init() {
    fault = 0
    reason = .malformed
    values = []
  }

  /// Walks over a text that is known to be valid up to the fault.
  ///
  /// - Parameter hasElements: whether arrays in arrays are scanned.
  init(
    _ text: TextBytes, from start: Int, to fault: Int, reason: RejectedRecord.Reason,
    hasElements: Bool
  ) {
    self.fault = fault
    self.reason = reason
    var scanner = JSONScanner()
    var open: [Value] = []
    var offset = start
    while offset < fault {
      let byte = text[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        let end = scanner.skipString(text, from: offset)
        if end != JSONScanner.failed {
          Self.mark(text, key: offset..<end - 1, before: fault, &open, &scanner)
        }
        offset = end == JSONScanner.failed ? fault : end
      case UInt8(ascii: "{"): open.append(Value(at: offset - 1))
      case UInt8(ascii: "["):
        if hasElements {
          open.append(Value(at: offset - 1))
        } else {
          Self.pushArray(at: offset - 1, text, &open)
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): Self.pop(&open)
      default: break
      }
    }
    values = open.filter { $0.arrays == 0 }
  }

  private static func pushArray(at offset: Int, _ text: TextBytes, _ open: inout [Value]) {
    guard let last = open.last else { return open.append(Value(at: offset)) }
    if last.arrays > 0 {
      open[open.count - 1] = Value(arrays: last.arrays + 1)
    } else if text[last.start] == UInt8(ascii: "{") {
      open.append(Value(at: offset))
    } else {
      open.append(Value(arrays: 1))
    }
  }

  private static func pop(_ open: inout [Value]) {
    guard let last = open.popLast(), last.arrays > 1 else { return }
    open.append(Value(arrays: last.arrays - 1))
  }

  /// Notes of a string, if it is a key, whether it makes its object a list or
  /// an event, by the rule of framing: whichever comes first.
  private static func mark(
    _ text: TextBytes, key: Range<Int>, before fault: Int, _ open: inout [Value],
    _ scanner: inout JSONScanner
  ) {
    let isItems = text.matches("items", at: key.lowerBound, count: key.count)
    guard isItems || text.matches("auditID", at: key.lowerBound, count: key.count) else { return }
    let colon = scanner.skipWhiteSpace(text, from: key.upperBound + 1)
    guard colon < fault, text[colon] == UInt8(ascii: ":"), !open.isEmpty else { return }
    if !isItems {
      open[open.count - 1].markEvent()
    } else if text[scanner.skipWhiteSpace(text, from: colon + 1)] == UInt8(ascii: "[") {
      open[open.count - 1].markList()
    }
  }

  /// Whether the value that begins at an offset breaks at the fault.
  ///
  /// - Parameter isMember: whether it is skipped whole; else a list is none,
  ///   for framing only reads up to its elements.
  func contains(_ start: Int, isMember: Bool) -> Bool {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle].start < start { low = middle + 1 } else { high = middle }
    }
    guard low < values.count, values[low].start == start else { return false }
    return isMember || !values[low].isList
  }
}
