internal import Foundation

/// A program of the system, as an oracle.
public enum Command {
  /// What a program did.
  public struct Outcome: Equatable, Sendable {
    /// Its exit status, or the number of the signal that ended it, negative.
    public var status: Int32
    /// What it wrote.
    public var stdout: [UInt8]
    /// What it said.
    public var stderr: String

    /// Says what a program did.
    public init(status: Int32, stdout: [UInt8], stderr: String) {
      self.status = status
      self.stdout = stdout
      self.stderr = stderr
    }

    /// Its output as text.
    public var text: String { String(decoding: stdout, as: UTF8.self) }
  }

  /// Runs a program that is found along `PATH`, to its end.
  ///
  /// - Parameter input: what it reads; nothing by default.
  @discardableResult
  public static func run(
    _ name: String, _ arguments: [String], input: [UInt8] = []
  ) throws -> Outcome {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    // Files, not pipes: nobody has to empty them while the program runs.
    process.standardInput = try FileHandle(
      forReadingFrom: URL(filePath: scratch.write("in", input)))
    process.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: scratch.write("out", [])))
    process.standardError = try FileHandle(
      forWritingTo: URL(filePath: scratch.write("err", [])))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .uncaughtSignal ? -status : status,
      stdout: Array(try Data(contentsOf: scratch.folder.appending(path: "out"))),
      stderr: String(
        decoding: try Data(contentsOf: scratch.folder.appending(path: "err")), as: UTF8.self))
  }

  /// What a program makes of some bytes; it must succeed.
  public static func filter(
    _ name: String, _ arguments: [String], _ bytes: [UInt8]
  ) throws -> [UInt8] {
    let outcome = try run(name, arguments, input: bytes)
    guard outcome.status == 0 else { throw Failure(name: name, outcome: outcome) }
    return outcome.stdout
  }

  /// A program that did not succeed.
  public struct Failure: Error {
    /// Which one.
    public let name: String
    /// What it did.
    public let outcome: Outcome

    /// Says which one did what.
    public init(name: String, outcome: Outcome) {
      self.name = name
      self.outcome = outcome
    }
  }
}
