internal import Glibc

extension Terminal {
  /// Writes a part of the answer.
  ///
  /// Ends the program with 0 when the reader has gone away (`spoor … | head`),
  /// with 1 and a message when it cannot be written.
  func answer(_ text: String) {
    answer(text.utf8.span)
  }

  /// Writes a part of the answer, byte for byte; see `answer(_:)` of text.
  func answer(_ bytes: Span<UInt8>) {
    do throws(Channel.Failure) {
      try output.write(bytes)
    } catch {
      end(error)
    }
  }

  /// Ends the program because the answer cannot be written.
  func end(_ failure: Channel.Failure) -> Never {
    guard !failure.isBrokenPipe else { exit(ExitStatus.done.rawValue) }
    report(Diagnostic("cannot write the answer", why: failure.reason))
    exit(ExitStatus.failed.rawValue)
  }

  /// Says a line on stderr, unless `--quiet` forbids it.
  func say(_ line: String) {
    guard talk != .quiet else { return }
    speak(SafeText.escaped(line) + "\n")
  }

  /// Says several lines of our own on stderr, as they are.
  func say(block: String) {
    speak(block)
  }

  /// Says a line on stderr if `--verbose` asks for it.
  func sayMore(_ line: String) {
    guard talk == .verbose else { return }
    speak(SafeText.escaped(line) + "\n")
  }

  /// Prints a message; `--quiet` silences all but errors.
  func report(_ diagnostic: Diagnostic) {
    guard talk != .quiet || diagnostic.severity == .error else { return }
    speak(diagnostic.text(hasColor: errorsHaveColor))
  }

  /// Talk that cannot be delivered is dropped: the answer matters more.
  private func speak(_ text: String) {
    do throws(Channel.Failure) {
      try errors.write(text)
    } catch {
      return
    }
  }
}
