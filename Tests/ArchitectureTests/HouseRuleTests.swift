internal import Testing

/// The measures and habits that a reader may rely on.
@Suite struct HouseRuleTests {
  private let sources = SourceTree.modules.flatMap(\.files)
  private let tests = SourceTree.files(in: "Tests")

  @Test func `no file of the product has more than 400 lines, none of a test more than 500`() {
    #expect(sources.filter { $0.lines.count > 401 }.map(\.path) == [])
    #expect(tests.filter { $0.lines.count > 501 }.map(\.path) == [])
  }

  @Test func `no function has more than 60 lines`() {
    let functions = sources.flatMap(\.functions)
    #expect(functions.count > 500)
    #expect((functions + tests.flatMap(\.functions)).filter { $0.count > 60 }.map(\.place) == [])
  }

  @Test func `a function is counted to its own end, not to another's`() {
    let text = ##"""
      struct Sample {
        func one(_ text: String) -> [UInt8] { Array(text.utf8) }
        @Test func `two words`() throws {
          func body(_ data: String) -> String { #"{"a":"b",\#(data)}"# }
          let text = body("c")
        }
        init?(
          _ number: Int
        ) {
          return nil
        }
      }
      """##
    let file = SourceTree.File(path: "x", lines: text.split(separator: "\n").map(String.init))
    let counts = file.functions.map { "\($0.place) \($0.count)" }
    #expect(counts == ["x:2 1", "x:3 4", "x:4 1", "x:7 5"])
  }

  @Test func `there is no global mutable state`() {
    let stored = /^ *(?:[@a-z()]+ )*static var [^{]*=/
    let global = #/^(?:[@a-z()]+ )*var /#
    #expect(sources.flatMap { $0.places(matching: stored) } == [])
    #expect(sources.flatMap { $0.places(matching: global) } == [])
  }

  @Test func `nothing prints but what is told to`() {
    let pattern = /(?:^|[^\w.`])(?:print|debugPrint|dump|NSLog)\(/
    #expect(sources.flatMap { $0.places(matching: pattern) } == [])
  }

  @Test func `no file mentions a place of the machine it was written on`() {
    let files = sources + tests + SourceTree.files(in: "Plugins")
    for folder in ["work", "root", "home", "Users"] {
      let mentions = files.filter { file in
        file.lines.contains { $0.contains("/" + folder + "/") }
      }
      #expect(mentions.map(\.path) == [])
    }
  }
}
