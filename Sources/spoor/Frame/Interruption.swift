internal import Dispatch
internal import Glibc
internal import Synchronization

/// Notices Ctrl-C, so that work can stop at a whole place.
///
/// A second Ctrl-C ends the program at once.
final class Interruption {
  private final class Flag: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  private let flag = Flag()
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "spoor.signals"))
    source.setEventHandler { [flag] in
      if flag.isRaised.exchange(true, ordering: .relaxed) { _exit(130) }
    }
    source.activate()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// Whether the user asked to stop.
  var isRequested: Bool { flag.isRaised.load(ordering: .relaxed) }
}
