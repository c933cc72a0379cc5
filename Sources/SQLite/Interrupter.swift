internal import CSQLite
internal import Synchronization

/// Stops the running statement of one connection, from any thread.
///
/// It is harmless after the connection has closed. It takes a lock: call it from
/// a thread or a dispatch source, not inside a signal handler.
public final class Interrupter: Sendable {
  private struct Target: @unchecked Sendable {
    // sqlite3_interrupt is the one call SQLite allows from another thread.
    var pointer: OpaquePointer?
  }

  private let target: Mutex<Target>

  init(_ pointer: OpaquePointer) {
    target = Mutex(Target(pointer: pointer))
  }

  /// Makes the statements that run now end with an error that `isInterrupted`.
  ///
  /// Without a running statement it does nothing; later ones run as usual.
  public func interrupt() {
    target.withLock { target in
      if let pointer = target.pointer { sqlite3_interrupt(pointer) }
    }
  }

  /// Forgets the connection, which is about to close.
  func retire() {
    target.withLock { $0.pointer = nil }
  }
}
