import Foundation

/// Everything that running the program did.
struct Consequences: Equatable {
  var status: Int32
  var stdout: String
  var stderr: String
}

/// The built program.
enum Tool {
  /// Runs the program with words, in an empty folder and environment.
  static func run(
    _ words: [String], environment: [String: String] = [:], stdout: FileHandle? = nil
  ) throws -> Consequences {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spoor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, not pipes: nobody has to empty them while the program runs.
    let output = folder.appendingPathComponent("stdout")
    let errors = folder.appendingPathComponent("stderr")
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try stdout ?? handle(output)
    process.standardError = try handle(errors)
    try process.run()
    process.waitUntilExit()
    return Consequences(
      status: process.terminationStatus,
      stdout: stdout == nil ? try String(contentsOf: output, encoding: .utf8) : "",
      stderr: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Beside the test runner, where the package manager puts both.
  static var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("spoor")
  }

  private static func handle(_ file: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    return try FileHandle(forWritingTo: file)
  }
}
