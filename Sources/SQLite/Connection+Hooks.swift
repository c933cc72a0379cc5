internal import CSQLite

/// Holds the closure that SQLite's progress callback asks.
final class ProgressBox {
  let shouldStop: () -> Bool
  init(_ shouldStop: @escaping () -> Bool) { self.shouldStop = shouldStop }
}

/// Holds the closure that SQLite's authoriser callback asks.
final class AuthoriserBox {
  let decide: (AccessRequest) -> AccessDecision
  init(_ decide: @escaping (AccessRequest) -> AccessDecision) { self.decide = decide }
}

extension Connection {
  /// Asks a closure now and then whether to stop the running statement.
  ///
  /// - Parameters:
  ///   - instructions: About how many of SQLite's instructions lie between two
  ///     questions; 10,000 is well below a millisecond.
  ///   - shouldStop: Returns `true` to end the statement with an error that
  ///     `isInterrupted`. It must not use the connection. `nil` asks no more.
  public func setProgressHandler(every instructions: Int32, _ shouldStop: (() -> Bool)?) {
    guard let shouldStop else {
      sqlite3_progress_handler(handle.pointer, 0, nil, nil)
      handle.progressBox = nil
      return
    }
    let box = ProgressBox(shouldStop)
    sqlite3_progress_handler(
      handle.pointer, max(instructions, 1),
      { state in
        guard let state else { return 0 }
        return Unmanaged<ProgressBox>.fromOpaque(state).takeUnretainedValue().shouldStop() ? 1 : 0
      }, Unmanaged.passUnretained(box).toOpaque())
    handle.progressBox = box
  }

  /// Asks a closure, while a statement is compiled, about each thing it will do.
  ///
  /// - Parameter decide: Allows, denies or blanks out. It must not use the
  ///   connection. `nil` allows everything again.
  public func setAuthoriser(_ decide: ((AccessRequest) -> AccessDecision)?) {
    guard let decide else {
      sqlite3_set_authorizer(handle.pointer, nil, nil)
      handle.authoriserBox = nil
      return
    }
    let box = AuthoriserBox(decide)
    sqlite3_set_authorizer(
      handle.pointer,
      { state, action, first, second, database, trigger in
        guard let state else { return SQLITE_DENY }
        let box = Unmanaged<AuthoriserBox>.fromOpaque(state).takeUnretainedValue()
        let request = AccessRequest(
          action: AccessAction(rawValue: action), first: first.map { String(cString: $0) },
          second: second.map { String(cString: $0) },
          database: database.map { String(cString: $0) },
          trigger: trigger.map { String(cString: $0) })
        return box.decide(request).code
      }, Unmanaged.passUnretained(box).toOpaque())
    handle.authoriserBox = box
  }
}
