/// Base64, in its usual alphabet or in that of URLs, padded or not.
enum Base64 {
  /// Marks what is no digit.
  private static let invalid: UInt32 = 1 << 31
  /// The three bytes that four digits stand for, as far as one of them tells:
  /// 256 entries for the first digit, then for the second, and so on.
  private static let digits: [UInt32] = {
    var digits = [UInt32](repeating: invalid, count: 1024)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for alphabet in [letters + "+/", letters + "-_"] {
      for (value, letter) in alphabet.utf8.enumerated() {
        for place in 0..<4 {
          let bits = UInt32(value) << UInt32(18 - 6 * place)
          digits[256 * place + Int(letter)] = bits.byteSwapped >> 8
        }
      }
    }
    return digits
  }()

  /// Appends what a stretch stands for.
  ///
  /// - Returns: false if it is no base64; then nothing is appended.
  static func append(_ text: TextBytes, _ range: Range<Int>, to output: inout [UInt8]) -> Bool {
    var isWhole = true
    // Eight bytes are stored for six at a time.
    output.append(addingCapacity: range.count / 4 * 3 + 11) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        guard let target = buffer.baseAddress else { return }
        digits.withUnsafeBufferPointer { digits in
          var decoding = Decoding(text: text, digits: digits, target: target)
          isWhole = decoding.write(range)
          written = isWhole ? decoding.count : 0
        }
      }
    }
    return isWhole
  }

  private struct Decoding {
    let text: TextBytes
    let digits: UnsafeBufferPointer<UInt32>
    let target: UnsafeMutablePointer<UInt8>
    /// How many bytes have been written.
    var count = 0

    /// Writes all; false if something is no base64.
    mutating func write(_ range: Range<Int>) -> Bool {
      var bits: UInt32 = 0
      var bitCount: UInt32 = 0
      var offset = range.lowerBound
      while offset < range.upperBound {
        if bitCount == 0 { offset = writeWide(offset, upTo: range.upperBound) }
        guard offset < range.upperBound else { break }
        let byte = text[offset]
        let digit = digits[768 + Int(byte)]
        if digit == Base64.invalid {
          if byte == UInt8(ascii: "="), offset >= range.upperBound - 2 { break }
          // Some writers escape the slash.
          guard byte == UInt8(ascii: "\\"), text[offset + 1] == UInt8(ascii: "/") else {
            return false
          }
        } else {
          bits = bits << 6 | digit >> 16
          bitCount += 6
          if bitCount >= 8 {
            bitCount -= 8
            target[count] = UInt8(truncatingIfNeeded: bits >> bitCount)
            count += 1
          }
        }
        offset += 1
      }
      return true
    }

    /// Writes eight digits at a time.
    ///
    /// - Returns: the offset behind them.
    private mutating func writeWide(_ start: Int, upTo end: Int) -> Int {
      var offset = start
      while offset + 8 <= end {
        let word = text.eightBytes(at: offset)
        let one = four(word)
        let other = four(word >> 32)
        guard (one | other) & Base64.invalid == 0 else { break }
        let six = UInt64(one) | UInt64(other) << 24
        UnsafeMutableRawPointer(target + count).storeBytes(of: six.littleEndian, as: UInt64.self)
        count += 6
        offset += 8
      }
      return offset
    }

    /// The three bytes of four digits, the first one in the lowest bits.
    @inline(__always)
    private func four(_ word: UInt64) -> UInt32 {
      digits[Int(truncatingIfNeeded: word & 0xFF)]
        | digits[256 + Int(truncatingIfNeeded: word >> 8 & 0xFF)]
        | digits[512 + Int(truncatingIfNeeded: word >> 16 & 0xFF)]
        | digits[768 + Int(truncatingIfNeeded: word >> 24 & 0xFF)]
    }
  }
}
