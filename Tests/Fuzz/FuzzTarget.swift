internal import Glibc
internal import LogBytes
internal import TestSupport

/// What is tried with any bytes whatever.
///
/// Each target checks what must hold, not only that nothing crashes.
enum FuzzTarget: String, CaseIterable {
  case scanning, framing, decoding, unwrapping, inflating, archives

  /// The target that the environment names; libFuzzer starts the program anew
  /// for some jobs, with its own arguments.
  static let chosen = getenv("SPOOR_FUZZ_TARGET").flatMap {
    FuzzTarget(rawValue: String(cString: $0))
  }

  /// What does not hold for the bytes, if anything does not.
  func failure(of bytes: [UInt8]) -> String? {
    // Whatever is chosen by chance follows from the bytes.
    var generator = SeededGenerator(seed: bytes.withUnsafeBytes { ByteHash.of($0) })
    switch self {
    case .scanning: return ScanningTrial(bytes: bytes).failure()
    case .framing:
      let maxRecord = generator.pick([16 << 20, 16 << 20, 8, 30, 200])
      return FramingTrial(
        bytes: bytes, maxRecord: maxRecord, seed: generator.next(), killCount: 1
      ).failure()
    case .decoding: return DecodingTrial(bytes: bytes).failure(&generator)
    case .unwrapping: return UnwrappingTrial(bytes: bytes).failure(&generator)
    case .inflating: return InflatingTrial(bytes: bytes).failure(&generator)
    case .archives: return ArchiveTrial(bytes: bytes).failure(&generator)
    }
  }
}
