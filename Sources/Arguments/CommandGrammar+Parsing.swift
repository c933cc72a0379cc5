extension CommandGrammar {
  /// Takes a command line apart.
  ///
  /// When help was asked for before anything went wrong, the rest of the line
  /// serves to find the command it is about, and nothing in it is an error.
  ///
  /// - Parameter words: What was typed after the program's name.
  /// - Throws: The first thing that the grammar does not allow.
  public func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
    var reader = ArgumentReader(program: self, words: words)
    do throws(UsageError) {
      try reader.readAll()
      let arguments = reader.arguments
      if arguments.help == nil { try reader.check() }
      return arguments
    } catch {
      guard reader.arguments.help != nil else { throw error }
      return reader.arguments
    }
  }
}
