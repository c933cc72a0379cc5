internal import Arguments
internal import CaseStore
internal import LogIngest
internal import Rendering

extension PruneCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let choice = try choice(arguments)
      let isAsked = !arguments.isSet("yes")
      guard !isAsked || Environment.hasInputTerminal else {
        throw Diagnostic(
          "nobody can be asked", why: "standard input is no terminal", tries: ["--yes"]
        ).asUsage
      }
      let formats = try FormatFolders.formats(arguments)
      let prune: Prune
      do throws(PruneError) {
        prune = try Prune.begin(
          path: arguments.casePath, choice.value, formats: formats,
          holder: "process \(Environment.processID) (spoor prune)")
      } catch {
        throw Diagnostic(error)
      }
      if prune.sources.isEmpty {
        terminal.say("nothing has to go")
      } else if isAsked {
        try ask(PruneDocument.question(prune, arguments.casePath), terminal)
      }
      let record = CasePruner.Record(
        at: Prune.now(), who: Environment.userAtHost, tool: "spoor \(Version.number)",
        choice: choice.words)
      let events = prune.eventsBefore - prune.eventsAfter
      let sources = prune.sources
      let report: Prune.Report
      do throws(CaseError) { report = try prune.run(as: record) } catch { throw Diagnostic(error) }
      let document = PruneDocument(sources: sources, events: events, record: record, report: report)
      try document.overview.write(arguments, terminal) { () throws(Diagnostic) in document.text }
    }
  }

  /// What goes, and the option that said so.
  private static func choice(
    _ arguments: ParsedArguments
  ) throws(Diagnostic) -> (value: PruneChoice, words: String) {
    let options = ["source", "older-than", "max-size"].filter { !arguments.values(of: $0).isEmpty }
    guard options.count == 1 else {
      throw Diagnostic(
        options.isEmpty ? "nothing says what to take out" : "two options say what to take out",
        why: "spoor prune takes one of --source, --older-than and --max-size",
        tries: [
          "spoor prune --source N", "spoor prune --older-than DURATION",
          "spoor prune --max-size SIZE",
        ]
      ).asUsage
    }
    let words = arguments.values(of: options[0]).map { "--\(options[0]) \($0)" }
    do throws(ValueError) {
      let texts = arguments.values(of: options[0])
      if options[0] == "source" {
        var numbers: [Int64] = []
        for text in texts { numbers.append(Int64(clamping: try CountArgument.number(text))) }
        return (.sources(numbers), words.joined(separator: " "))
      }
      if options[0] == "max-size" {
        return (.size(Int64(clamping: try SizeArgument.bytes(texts[0]))), words[0])
      }
      let age = try DurationArgument.microseconds(texts[0])
      return (.before(Environment.now() - age), words[0])
    } catch {
      throw Diagnostic(error, option: "--\(options[0])").asUsage
    }
  }

  private static func ask(_ question: String, _ terminal: Terminal) throws(Diagnostic) {
    terminal.say(block: question)
    let answer = readLine()?.lowercased()
    guard answer == "y" || answer == "yes" else {
      throw Diagnostic("nothing was taken out", why: "the answer was not y")
    }
  }
}

extension Diagnostic {
  /// The message of evidence that cannot be taken out.
  fileprivate init(_ error: PruneError) {
    switch error {
    case .unusable(let error): self.init(error)
    case .noSource(let number, let count):
      self.init(
        "there is no source \(number)", why: "the case has \(count)", tries: ["spoor status"])
    case .alreadyPruned(let number, let pruned):
      self.init(
        "source \(number) is no longer in the case", why: PruneDocument.sentence(pruned))
    case .skipped(let number, let path):
      self.init(
        "source \(number) has nothing to take out", why: "no audit event was in it",
        places: [.file(path)])
    case .unkept(let number, let path):
      self.init(
        "nothing was taken out",
        why: "what stays is derived anew, and source \(number) is only referred to",
        places: [.file(path)],
        tries: [
          "--source \(number) too, if it may go",
          "a new case, into which what stays is ingested without --evidence reference",
        ])
    case .tooSmall(let least):
      self.init(
        "nothing was taken out",
        why: "without all that may go the case would have \(HumanText.bytes(least))",
        tries: ["--max-size with more than that"])
    case .otherwiseRead(let path):
      self.init(
        "nothing was taken out",
        why: "what stays is derived anew, and a source was read with other tables of formats",
        places: [.file(path)], tries: ["--queries DIR with the folder that ingest was given"])
    }
  }
}
