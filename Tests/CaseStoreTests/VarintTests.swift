import TestSupport
import Testing

@testable import CaseStore

@Suite struct VarintTests {
  @Test(
    arguments: [
      (0, [0]), (1, [1]), (127, [127]), (128, [0x80, 1]), (300, [0xAC, 2]),
      (UInt64.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]),
    ] as [(UInt64, [UInt8])])
  func `a number has the bytes of LEB128`(number: UInt64, expected: [UInt8]) {
    var bytes = [UInt8](repeating: 0, count: Varint.longest)
    var count = 0
    Varint.write(number, to: &bytes, at: &count)
    #expect(Array(bytes[..<count]) == expected)
  }

  @Test func `numbers of any size are read back in order`() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let numbers = (0..<10_000).map { _ in generator.next() >> UInt64(generator.below(64)) }
    var bytes = [UInt8](repeating: 0, count: numbers.count * Varint.longest)
    var count = 0
    for number in numbers { Varint.write(number, to: &bytes, at: &count) }
    bytes.removeSubrange(count...)
    var offset = 0
    var read: [UInt64] = []
    while let number = Varint.read(bytes, &offset) { read.append(number) }
    #expect(read == numbers, "\(generator)")
    #expect(offset == bytes.count)
  }

  @Test(arguments: [[], [0x80], [0xFF, 0xFF], Array(repeating: 0xFF, count: 20)] as [[UInt8]])
  func `bytes that end inside a number, or go on too long, are none`(bytes: [UInt8]) {
    var offset = 0
    #expect(Varint.read(bytes, &offset) == nil)
  }
}

@Suite struct RadixSortTests {
  @Test(arguments: [0, 1, 2, 511, 512, 513, 5000, 70_000])
  func `numbers come out in order of their upper half, equals as they were`(count: Int) {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let values = (0..<count).map { place in
      generator.next() >> UInt64(generator.below(64)) & 0xFFFF_FFFF_0000_0000 | UInt64(place)
    }
    #expect(RadixSort.sorted(values) == values.sorted(), "\(generator)")
  }
}
