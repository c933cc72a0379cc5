/// A block of a source, and before it the bytes from the last line's start on.
///
/// A record that two blocks share then lies in one piece in the second, and
/// framing need not copy that to join them.
public struct TextBlock: Sendable {
  /// More than this is not repeated before the next block, bytes.
  private static let longestHead = 1 << 16
  /// So much is, where the line is longer: elements of a document of one line.
  private static let headOfLongLine = 1 << 14

  /// What stands before, the block, and padding.
  let storage: [UInt8]
  /// How many bytes stand before the block.
  let head: Int
  /// How many bytes the block has.
  public let count: Int

  /// A block by itself.
  public init(_ bytes: some Collection<UInt8>) {
    self.init(padded: TextBuffer.padded([], bytes), head: 0, count: bytes.count)
  }

  /// A block that was read behind what stands before it.
  ///
  /// - Parameters:
  ///   - storage: both, and the padding.
  ///   - head: how many bytes stand before.
  ///   - count: how many bytes the block has.
  init(padded storage: [UInt8], head: Int, count: Int) {
    self.storage = storage
    self.head = head
    self.count = count
  }

  /// The block's bytes.
  public var bytes: ArraySlice<UInt8> { storage[head..<head + count] }

  /// The block from an offset on.
  public func suffix(from offset: Int) -> TextBlock {
    offset == 0 ? self : TextBlock(bytes.dropFirst(offset))
  }

  /// What is to stand before the next block.
  var tail: ArraySlice<UInt8> {
    let end = head + count
    let near = storage[max(0, end - Self.longestHead - 1)..<end]
    guard let lineFeed = near.lastIndex(of: 0x0A) else {
      return near.suffix(Self.headOfLongLine)
    }
    return storage[lineFeed + 1..<end]
  }
}
