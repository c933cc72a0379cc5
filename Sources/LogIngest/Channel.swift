internal import Dispatch
internal import Synchronization

/// A bounded queue between two lanes, which blocks whoever is ahead.
final class Channel<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var first = 0
    var isClosed = false
    var isAbandoned = false
  }

  private let state = Mutex(State())
  private let room: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  /// A channel that holds at most some elements.
  init(capacity: Int) {
    room = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { room.signal() }
  }

  /// Puts an element in, when there is room.
  ///
  /// - Returns: false once the receiver has gone: then nothing more is wanted.
  func send(_ element: consuming sending Element) -> Bool {
    room.wait()
    let element = element
    let isWanted = state.withLock { state in
      if !state.isAbandoned { state.elements.append(element) }
      return !state.isAbandoned
    }
    if isWanted { filled.signal() } else { room.signal() }
    return isWanted
  }

  /// Says that no element will follow.
  func close() {
    state.withLock { $0.isClosed = true }
    filled.signal()
  }

  /// The next element, when there is one; nil after the last.
  func receive() -> Element? {
    filled.wait()
    let element = state.withLock { state -> Element? in
      guard state.first < state.elements.count else { return nil }
      let element = state.elements[state.first]
      state.first += 1
      if state.first > 32 {
        state.elements.removeFirst(state.first)
        state.first = 0
      }
      return element
    }
    if element == nil { filled.signal() } else { room.signal() }
    return element
  }

  /// Says that nothing more will be received, and lets the sender go.
  func abandon() {
    state.withLock { state in
      state.isAbandoned = true
      state.elements = []
      state.first = 0
    }
    room.signal()
  }
}
