/// What inflates the members of a gzip stream.
package enum GzipEngine: Hashable, Sendable, CaseIterable {
  /// zlib, which is always there.
  case zlib
  #if SPOOR_ISAL
    /// Intel's ISA-L, twice as fast.
    case isal
  #endif

  /// The fastest there is on this machine.
  package static var fastest: GzipEngine {
    #if SPOOR_ISAL
      .isal
    #else
      .zlib
    #endif
  }
}

/// What one call inside a gzip member did.
struct MemberStep {
  var consumed: Int
  var produced: Int
  var outcome: MemberOutcome
}

/// How a gzip member stands after a call.
enum MemberOutcome {
  /// It goes on: the input is used up, or the room.
  case going
  /// Its end was read, or, of a part of it, that part's end.
  case ended
  case stopped(MemberFault)
}

/// Why a gzip member cannot be read on.
enum MemberFault {
  case wrongChecksum
  case wrongLength
  case corrupt(reason: String)
}
