import Arguments
import Testing

struct HelpTextTests {
  @Test func `the full help of a command holds everything`() throws {
    let help = try #require(HelpText(of: ["who"], in: sample, width: 72))
    #expect(
      help.text(.full) == """
        who: who did this

        Usage: tool who VERB RESOURCE [OPTION...]

        Names those who did something, the ones who succeeded before the ones
        who failed.

        Operands:
          VERB      what was done
          RESOURCE  to what

        Filters:
          -n, --namespace NAME  only in this namespace
              --user USER       only by this user
                                Wildcards match any text. An exclamation mark in
                                front means all but these.

        Everywhere:
              --format FORMAT   how to write it (one of table, csv, json;
                                default table)
              --case FILE       the case file
          -q, --quiet           say nothing
          -A, --all-namespaces  every namespace

        Help:
          -h, --help            explain this command; -h in short

        Examples:
          Who deleted the web deployment:
            tool who delete deploy/web -n prod

        """)
  }

  @Test func `the brief help names inherited options only`() throws {
    let help = try #require(HelpText(of: ["who"], in: sample, width: 72))
    #expect(
      help.text(.brief) == """
        who: who did this

        Usage: tool who VERB RESOURCE [OPTION...]

        Operands:
          VERB      what was done
          RESOURCE  to what

        Filters:
          -n, --namespace NAME  only in this namespace
              --user USER       only by this user

        Everywhere: --format, --case, --quiet, --all-namespaces, --help

        Example: tool who delete deploy/web -n prod
        More: tool who --help

        """)
  }

  @Test func `the program lists its commands under their headings`() {
    let help = HelpText(of: CommandScope(program: sample), width: 72)
    #expect(
      help.text(.brief) == """
        tool: keep tracks

        Usage: tool COMMAND [OPTION...]

        Ask:
          who     who did this
          export  take things out

        Collect:
          ingest  read logs

        Everywhere:
              --format FORMAT   how to write it (one of table, csv, json;
                                default table)
              --case FILE       the case file
          -q, --quiet           say nothing
          -A, --all-namespaces  every namespace

        About:
              --version         print the version

        Help:
          -h, --help            explain this command; -h in short

        More: tool --help

        """)
  }

  @Test func `a redeclared option shows the command's own words`() throws {
    let help = try #require(HelpText(of: ["ingest"], in: sample))
    let lines = help.text(.full).split(separator: "\n").filter { $0.contains("--format") }
    #expect(lines == ["      --format FORMAT   how to write the tally (one of table, json)"])
  }

  @Test func `there is no help of an unknown command`() {
    #expect(HelpText(of: ["who", "else"], in: sample) == nil)
    #expect(HelpText(of: ["bogus"], in: sample) == nil)
  }

  @Test(arguments: [1, 40, 60, 80, 100, 200])
  func `no line is longer than the width unless a word is`(width: Int) {
    for scope in CommandScope(program: sample).everyScope {
      let help = HelpText(of: scope, width: width)
      for line in help.text(.full).split(separator: "\n") where !line.contains("tool") {
        #expect(line.count <= max(width, 52), "\(line)")
      }
    }
  }
}
