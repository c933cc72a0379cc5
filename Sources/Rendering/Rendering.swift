// Rendering turns answers into text: rows, one event's JSON, and the talk on
// the terminal.
//
// In: `Column`s and `Value`s of `Inquiry`, the JSON bytes of an event, facts of
// a run. Out: bytes for a sink, or a `String`. It never queries, never opens a
// case and never decides what is shown.
//
// Everything that came from a log is hostile. Each format escapes for the place
// it goes to, and does so byte by byte into one buffer, because an answer may
// have millions of rows.
//
//   answers     RowWriter → RowEncoder → SeparatedEncoder, JSONRowEncoder,
//               MarkdownEncoder, TableEncoder (TableLayout decides the widths)
//   safety      TextSafety (controls, bidi), SpreadsheetGuard (formulas),
//               Redaction (secrets)
//   one event   JSONText → JSONScanner, JSONRewriter
//   time        TimeText, DurationText, TimeZoneRules (TZif files)
//   talk        HumanText, KeyValueBlock, ProgressLine
//
// Start at `RowWriter`.
