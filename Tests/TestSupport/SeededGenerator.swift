/// A generator of repeatable random numbers (SplitMix64).
///
/// Its description is Swift to paste into a test that failed.
public struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
  private let seed: UInt64
  private var state: UInt64

  /// A generator whose whole sequence follows from the seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// The next number of the sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below a limit, which must be above 0.
  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// True once in so many calls.
  public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  /// One of some values, of which there must be any.
  public mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// How to make this generator again.
  public var description: String { "SeededGenerator(seed: \(seed))" }
}
