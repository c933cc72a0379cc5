import Arguments
import Testing

struct ParsingTests {
  @Test(arguments: [
    ["who", "delete", "pods", "--namespace", "prod"],
    ["who", "delete", "pods", "--namespace=prod"],
    ["who", "delete", "pods", "-n", "prod"], ["who", "delete", "pods", "-nprod"],
    ["who", "delete", "pods", "-n=prod"], ["who", "-n", "prod", "delete", "pods"],
    ["who", "delete", "-An", "prod", "pods"], ["-q", "who", "delete", "-nprod", "--", "pods"],
  ])
  func `an option is read in every way GNU writes it`(words: [String]) throws {
    let arguments = try sample.parse(words)
    #expect(arguments.commands == ["who"])
    #expect(arguments.operands == ["delete", "pods"])
    #expect(arguments.values(of: "namespace") == ["prod"])
  }

  @Test func `values of a repeated option keep their order`() throws {
    let arguments = try sample.parse(["who", "get", "pods", "--user", "b", "--user=a", "--user="])
    #expect(arguments.values(of: "user") == ["b", "a", ""])
  }

  @Test func `global options stand before and after the command`() throws {
    for words in [["--case", "x.db", "ingest", "a"], ["ingest", "a", "--case=x.db"]] {
      let arguments = try sample.parse(words)
      #expect(arguments.commands == ["ingest"])
      #expect(arguments.value(of: "case") == "x.db")
      #expect(!arguments.isSet("quiet"))
    }
  }

  @Test func `a command below a command is found`() throws {
    let arguments = try sample.parse(["export", "-q", "evidence", "--source", "3"])
    #expect(arguments.commands == ["export", "evidence"])
    #expect(arguments.value(of: "source") == "3")
    #expect(arguments.isSet("quiet"))
  }

  @Test func `words behind two dashes are operands`() throws {
    let arguments = try sample.parse(["ingest", "--", "--case", "-n", "--"])
    #expect(arguments.operands == ["--case", "-n", "--"])
  }

  @Test func `a dash and a negative number are operands and values`() throws {
    #expect(try sample.parse(["ingest", "-", "-5"]).operands == ["-", "-5"])
    #expect(try sample.parse(["ingest", "a", "--case", "-"]).value(of: "case") == "-")
    #expect(try sample.parse(["ingest", "a", "--case", "-1"]).value(of: "case") == "-1")
    #expect(try sample.parse(["ingest", "a", "--case=--x"]).value(of: "case") == "--x")
  }

  @Test func `a value keeps every byte behind the first equals sign`() throws {
    let value = "\u{301}=a=\u{1b}[0m"
    #expect(try sample.parse(["ingest", "a", "--case=" + value]).value(of: "case") == value)
    #expect(
      try sample.parse(["who", "a", "b", "-n\u{301}"]).values(of: "namespace") == ["\u{301}"])
  }

  @Test func `an option that stands alone misses no command`() throws {
    let arguments = try sample.parse(["--version", "--quiet"])
    #expect(arguments.commands == [])
    #expect(arguments.isSet("version"))
  }

  @Test func `operands are found by their place`() throws {
    let arguments = try sample.parse(["who", "delete", "pods"])
    #expect(arguments.operand(at: 1) == "pods")
    #expect(arguments.operand(at: 2) == nil)
  }

  @Test(arguments: [
    (["-h"], [], HelpRequest.brief), (["--help"], [], .full), (["who", "-h"], ["who"], .brief),
    (["--help", "export", "evidence"], ["export", "evidence"], .full),
    (["who", "delete", "--help", "--bogus"], ["who"], .full), (["-qh", "bogus"], [], .brief),
  ])
  func `help wins over what is missing or wrong behind it`(
    words: [String], commands: [String], help: HelpRequest
  ) throws {
    let arguments = try sample.parse(words)
    #expect(arguments.help == help)
    #expect(arguments.commands == commands)
  }
}
