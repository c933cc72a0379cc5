internal import Patterns

extension ArgumentReader {
  /// Judges what the words mean together, now that the command is known.
  func check() throws(UsageError) {
    try checkChoices()
    try checkRepetitions()
    guard !occurrences.contains(where: \.option.standsAlone) else { return }
    try checkCommand()
    try checkRequiredOptions()
    try checkOperands()
  }

  /// Compares values with the choices that the command itself gives them: an
  /// option may have been read before the command that redeclares it.
  private func checkChoices() throws(UsageError) {
    for occurrence in occurrences {
      let option = scope.option(long: occurrence.option.long) ?? occurrence.option
      guard let value = occurrence.value, !option.choices.isEmpty,
        !option.choices.contains(value)
      else { continue }
      throw problem(
        .invalidChoice(
          option: occurrence.spelling, value: value, choices: option.choices,
          suggestion: EditDistance.closestMatch(to: value, in: option.choices)))
    }
  }

  private func checkRepetitions() throws(UsageError) {
    for occurrence in occurrences {
      let option = scope.option(long: occurrence.option.long) ?? occurrence.option
      guard !option.isFlag, !option.isRepeatable else { continue }
      let values = arguments.values(of: option.long)
      if values.count > 1 {
        throw problem(.givenTwice(option: occurrence.spelling, values: values))
      }
    }
  }

  private func checkCommand() throws(UsageError) {
    let choices = scope.command?.listedCommands.map(\.name) ?? []
    guard choices.isEmpty else { throw problem(.missingCommand(choices: choices)) }
  }

  private func checkRequiredOptions() throws(UsageError) {
    for option in scope.options where option.isRequired && !arguments.isSet(option.long) {
      throw problem(
        .missingOption(option: "--" + option.long, placeholder: option.placeholder ?? ""))
    }
  }

  private func checkOperands() throws(UsageError) {
    let allowed = scope.command?.operands ?? []
    let required = allowed.filter(\.isRequired)
    if operands.count < required.count {
      throw problem(.missingOperand(required[operands.count].name))
    }
    if operands.count > allowed.count, allowed.last?.isUnlimited != true {
      throw problem(
        .surplusOperands(
          Array(operands[allowed.count...]), behind: Array(operands[..<allowed.count])))
    }
  }
}
