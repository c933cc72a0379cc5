internal import Arguments
internal import Inquiry
internal import LogIngest

extension FormatsCommand {
  private static let columns = [Column("format"), Column("recognised"), Column("lost")]

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let formats = try FormatFolders.formats(arguments)
      var answer = try Answer(columns, arguments, terminal)
      for guide in formats.guide {
        try answer.write([
          .text(guide.name), .text(guide.recognised), guide.lost.map(Value.text) ?? .null,
        ])
      }
      try answer.end()
    }
  }
}
