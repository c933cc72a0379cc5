import Arguments
import Testing

struct UsageErrorTests {
  @Test func `an unknown option suggests the nearest one`() {
    #expect(
      problem(["who", "--namspace", "x"])
        == .unknownOption("--namspace", suggestion: "--namespace", owners: []))
    #expect(
      problem(["who", "--bogus=1"]) == .unknownOption("--bogus", suggestion: nil, owners: []))
    #expect(problem(["who", "-x"]) == .unknownOption("-x", suggestion: nil, owners: []))
  }

  @Test func `an option of another command names that command`() {
    #expect(
      problem(["who", "--source", "1"])
        == .unknownOption("--source", suggestion: nil, owners: [["tool", "export", "evidence"]]))
    #expect(
      problem(["-n", "prod", "who"])
        == .unknownOption("-n", suggestion: nil, owners: [["tool", "who"]]))
  }

  @Test func `an option at the end or before an option misses its value`() {
    #expect(
      problem(["who", "--user"])
        == .missingValue(option: "--user", placeholder: "USER", found: nil))
    #expect(
      problem(["who", "-n", "--user", "x"])
        == .missingValue(option: "-n", placeholder: "NAME", found: "--user"))
    #expect(
      problem(["ingest", "--case", "--", "a"])
        == .missingValue(option: "--case", placeholder: "FILE", found: "--"))
  }

  @Test func `a flag refuses a value`() {
    #expect(
      problem(["ingest", "a", "--quiet=yes"])
        == .unexpectedValue(option: "--quiet", value: "yes"))
    #expect(problem(["ingest", "a", "-A=x"]) == .unexpectedValue(option: "-A", value: "x"))
    #expect(problem(["ingest", "a", "--help=x"]) == .unexpectedValue(option: "--help", value: "x"))
  }

  @Test func `a value outside the choices is refused, whoever declares them`() {
    #expect(
      problem(["who", "a", "b", "--format", "jsn"])
        == .invalidChoice(
          option: "--format", value: "jsn", choices: ["table", "csv", "json"], suggestion: "json"))
    #expect(
      problem(["--format", "csv", "ingest", "a"])
        == .invalidChoice(
          option: "--format", value: "csv", choices: ["table", "json"], suggestion: nil))
  }

  @Test func `an option that takes one value is given once`() {
    #expect(
      problem(["--case", "a", "ingest", "x", "--case=b"])
        == .givenTwice(option: "--case", values: ["a", "b"]))
    #expect(problem(["-q", "ingest", "x", "--quiet", "-q"]) == nil)
  }

  @Test func `commands are missing or unknown`() {
    #expect(problem(["ingets"]) == .unknownCommand("ingets", suggestion: "ingest"))
    #expect(problem([""]) == .unknownCommand("", suggestion: nil))
    #expect(problem([]) == .missingCommand(choices: ["who", "export", "ingest"]))
    #expect(problem(["export"]) == .missingCommand(choices: ["evidence"]))
  }

  @Test func `operands are missing or too many`() {
    #expect(problem(["who"]) == .missingOperand("VERB"))
    #expect(problem(["who", "delete"]) == .missingOperand("RESOURCE"))
    #expect(problem(["ingest"]) == .missingOperand("PATH"))
    #expect(
      problem(["who", "a", "b", "c", "d"]) == .surplusOperands(["c", "d"], behind: ["a", "b"]))
    #expect(problem(["export", "evidence", "1"]) == .surplusOperands(["1"], behind: []))
  }

  @Test func `an error names the command whose help explains it`() {
    #expect(throws: UsageError.self) { try sample.parse(["export", "evidence", "--bogus"]) }
    #expect(command(["export", "evidence", "--bogus"]) == ["tool", "export", "evidence"])
    #expect(command(["nothing"]) == ["tool"])
  }

  private func problem(_ words: [String]) -> UsageProblem? {
    error(words)?.problem
  }

  private func command(_ words: [String]) -> [String]? {
    error(words)?.command
  }

  private func error(_ words: [String]) -> UsageError? {
    do throws(UsageError) {
      _ = try sample.parse(words)
      return nil
    } catch {
      return error
    }
  }
}
