/// Spreads the bits of a number over all 64 (the finaliser of SplitMix64).
func mixed(_ value: UInt64) -> UInt64 {
  var bits = value &+ 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}

/// Random numbers from a seed: xoshiro256**, integers only, so that a seed
/// gives the same log on every machine.
struct Random {
  private var s0, s1, s2, s3: UInt64

  init(seed: UInt64) {
    s0 = mixed(seed)
    s1 = mixed(s0)
    s2 = mixed(s1)
    s3 = mixed(s2)
  }

  /// The next 64 random bits.
  mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number from 0 up to but not including `bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the range, ends included.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True once in `count` calls on average.
  mutating func once(in count: Int) -> Bool { below(count) == 0 }

  /// A waiting time with a long tail: a geometric count of halvings plus a
  /// fraction stands in for an exponential, which would need floating point.
  mutating func waiting(mean: Int) -> Int {
    let bits = next()
    let halvings = bits.trailingZeroBitCount
    let fraction = Int(bits >> 48)
    return (mean * (halvings << 16 + fraction)) / 98_304
  }
}
