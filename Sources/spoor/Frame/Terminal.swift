internal import Arguments
internal import Glibc

/// Where the program speaks: the answer to stdout, all talk to stderr.
struct Terminal: Sendable {
  /// How much is said on stderr.
  enum Talk: Sendable {
    /// Errors only.
    case quiet
    case normal
    case verbose
  }

  let output: Channel
  let errors: Channel
  /// The characters of a line, where stdout is a terminal.
  let width: Int?
  /// Whether colour is wanted at all; it is used on terminals only.
  private(set) var wantsColor: Bool
  private(set) var talk = Talk.normal

  init(output: Channel, errors: Channel, width: Int?, wantsColor: Bool) {
    self.output = output
    self.errors = errors
    self.width = width
    self.wantsColor = wantsColor
  }

  /// The terminal that the program was started in.
  static func current() -> Terminal {
    let output = Channel(descriptor: STDOUT_FILENO, isTerminal: isatty(STDOUT_FILENO) == 1)
    let errors = Channel(descriptor: STDERR_FILENO, isTerminal: isatty(STDERR_FILENO) == 1)
    let isDumb = Environment["TERM"] == "dumb"
    return Terminal(
      output: output, errors: errors, width: output.isTerminal ? columns(of: output) : nil,
      wantsColor: Environment["NO_COLOR"] == nil && !isDumb)
  }

  /// The same terminal, used as the options say.
  func obeying(_ arguments: ParsedArguments) -> Terminal {
    var terminal = self
    if arguments.isSet("no-color") { terminal = terminal.withoutColor() }
    if arguments.isSet("verbose") { terminal.talk = .verbose }
    if arguments.isSet("quiet") { terminal.talk = .quiet }
    return terminal
  }

  /// The same terminal without colours.
  func withoutColor() -> Terminal {
    var terminal = self
    terminal.wantsColor = false
    return terminal
  }

  /// Whether the answer may have colours.
  var outputHasColor: Bool { output.isTerminal && wantsColor }

  /// Whether messages may have colours.
  var errorsHaveColor: Bool { errors.isTerminal && wantsColor }

  /// Whether progress is drawn: never into a file.
  var showsProgress: Bool { errors.isTerminal && talk != .quiet }

  private static func columns(of channel: Channel) -> Int {
    var size = winsize()
    let isKnown = ioctl(channel.descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }
}
