/// What the program tells its caller at the end.
enum ExitStatus: Int32, Sendable {
  /// Done as asked.
  case done = 0
  /// Not done; stderr says why.
  case failed = 1
  /// Done, and something was found at or above `--fail-on`.
  case found = 2
  /// Done under `--strict`, but evidence or rules were imperfect.
  case imperfect = 3
  /// The command line is wrong.
  case usage = 64
}
