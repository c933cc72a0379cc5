import LogIngest

/// The page that describes the wrappers.
enum FormatsPage {
  static var text: String {
    """
    # The wrappers of audit logs

    Made of the tables in `queries/formats` (`make docs`).

    A responder gets audit logs as some pipeline left them. `spoor ingest` recognises each by its content, never by a file's name, and mixed input is normal; `spoor status` names what every source came in. What shippers put around an event stays in the evidence and is accounted for. Where several wrappers lie around each other, their names are joined by `+`. `CONTRIBUTING.md` says how to add one.

    | format | recognised by | lost in it |
    | --- | --- | --- |
    \(Formats.shipped.guide.map(row).joined(separator: "\n"))

    """
  }

  private static func row(_ guide: FormatGuide) -> String {
    "| \(guide.name) | \(guide.recognised) | \(guide.lost ?? "nothing") |"
  }
}
