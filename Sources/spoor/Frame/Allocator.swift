#if canImport(Glibc)
  internal import CMalloc
#endif

/// The C library's allocator.
enum Allocator {
  /// Keeps freed memory of up to 32 MiB a piece for what is allocated next.
  ///
  /// Blocks of a log, packed or not, are large and live for a moment. Given
  /// back to the system each time, the next one's pages would have to be cleared
  /// anew: 110,000 page faults for a million events, 47,000 with this.
  static func keepFreed() {
    #if canImport(Glibc)
      // 32 MiB is the most that it takes, half of a thread's heap.
      mallopt(M_MMAP_THRESHOLD, 32 << 20)
      mallopt(M_TRIM_THRESHOLD, Int32.max)
    #endif
  }
}
