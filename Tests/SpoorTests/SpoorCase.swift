import Foundation
import TestSupport

/// A case of a test's own, used through the program.
struct SpoorCase {
  let scratch: Scratch
  let path: String

  init(_ name: String = "case.db", in scratch: Scratch? = nil) throws {
    self.scratch = try scratch ?? Scratch()
    path = self.scratch.path(name)
  }

  /// Beside the test runner, where the package manager puts both.
  static var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("spoor")
  }

  /// Starts the program in the test's folder.
  ///
  /// - Parameters:
  ///   - words: its arguments, without `--case`.
  ///   - input: what it reads from standard input; nothing by default.
  ///   - environment: its variables; none by default.
  func start(
    _ words: [String], input: FileHandle? = nil, environment: [String: String] = [:]
  ) throws -> Running {
    let outcome = try Scratch()
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = words + ["--case", path]
    process.environment = environment
    process.currentDirectoryURL = scratch.folder
    process.standardInput = input ?? FileHandle.nullDevice
    // Files, not pipes: nobody has to empty them while the program runs.
    process.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: outcome.write("stdout", [])))
    process.standardError = try FileHandle(
      forWritingTo: URL(filePath: outcome.write("stderr", [])))
    try process.run()
    return Running(process: process, outcome: outcome)
  }

  /// Runs the program to its end.
  func run(_ words: [String], input: [UInt8]? = nil) throws -> Command.Outcome {
    guard let input else { return try start(words).wait() }
    let file = try Scratch()
    let handle = try FileHandle(forReadingFrom: URL(filePath: file.write("stdin", input)))
    return try start(words, input: handle).wait()
  }

  /// Ingests, and reads the tally.
  func ingest(_ words: [String], input: [UInt8]? = nil) throws -> Ingested {
    Ingested(try run(["ingest", "--format", "json"] + words, input: input))
  }

  /// A program that runs.
  struct Running {
    let process: Process
    fileprivate let outcome: Scratch

    func wait() throws -> Command.Outcome {
      process.waitUntilExit()
      let status = process.terminationStatus
      func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: outcome.folder.appending(path: name)))
      }
      return Command.Outcome(
        status: process.terminationReason == .uncaughtSignal ? -status : status,
        stdout: try read("stdout"), stderr: String(decoding: try read("stderr"), as: UTF8.self))
    }
  }
}

/// What an ingest came to.
struct Ingested {
  let status: Int32
  let stderr: String
  let tally: TallyDocument?

  /// What a run of `spoor ingest --format json` came to.
  init(_ outcome: Command.Outcome) {
    status = outcome.status
    stderr = outcome.stderr
    tally = try? JSONDecoder().decode(TallyDocument.self, from: Data(outcome.stdout))
  }
}

/// The object that `spoor ingest --format json` prints.
struct TallyDocument: Decodable, Equatable {
  var sources = 0
  var skipped = 0
  var bytes_read = 0
  var bytes_json = 0
  var bytes_events = 0
  var bytes_duplicates = 0
  var bytes_salvaged = 0
  var bytes_rejected = 0
  var bytes_skipped = 0
  var bytes_other = 0
  var events = 0
  var requests = 0
  var duplicates = 0
  var conflicts = 0
  var rejected = 0
  var salvaged = 0
  var head = ""

  /// The six kinds of bytes.
  var parts: [Int] {
    [bytes_events, bytes_duplicates, bytes_salvaged, bytes_rejected, bytes_skipped, bytes_other]
  }

  /// Whether they add up, none being negative.
  var addsUp: Bool { parts.allSatisfy { $0 >= 0 } && parts.reduce(0, +) == bytes_json }
}
