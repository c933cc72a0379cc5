internal import LogIngest
internal import Rendering

/// Draws the progress of an ingest over itself, on a terminal only.
final class ProgressDisplay {
  /// Seconds between two drawings.
  private static let pause = 0.1

  private let terminal: Terminal
  private var drawnAt = -1.0
  private var isDrawn = false

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Draws how far the run is, if the last drawing is old enough.
  func draw(_ progress: IngestProgress) {
    guard terminal.showsProgress, progress.seconds - drawnAt >= Self.pause else { return }
    drawnAt = progress.seconds
    let line = ProgressLine(
      "ingest", bytesDone: progress.bytesDone, bytesTotal: progress.bytesTotal,
      events: progress.events, seconds: progress.seconds)
    terminal.say(block: "\r\u{1b}[K" + line.text(width: (terminal.width ?? 80) - 1))
    isDrawn = true
  }

  /// Takes the drawing away.
  func clear() {
    if isDrawn { terminal.say(block: "\r\u{1b}[K") }
    isDrawn = false
  }
}
