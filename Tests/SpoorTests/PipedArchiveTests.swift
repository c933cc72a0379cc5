import Foundation
import TestSupport
import Testing

/// Archives that come through a pipe.
@Suite struct PipedArchiveTests {
  private static let makers = [
    ("x.tar", "import tarfile; t = tarfile.open('x.tar', 'w'); t.add('logs'); t.close()"),
    ("x.tgz", "import tarfile; t = tarfile.open('x.tgz', 'w:gz'); t.add('logs'); t.close()"),
    ("x.txz", "import tarfile; t = tarfile.open('x.txz', 'w:xz'); t.add('logs'); t.close()"),
    ("x.tbz", "import tarfile; t = tarfile.open('x.tbz', 'w:bz2'); t.add('logs'); t.close()"),
    (
      "x.tar.zst",
      """
      import tarfile
      t = tarfile.open('x.tar', 'w'); t.add('logs'); t.close(); os.system('zstd -q x.tar')
      """
    ),
    (
      "x.zip",
      """
      import zipfile
      z = zipfile.ZipFile('x.zip', 'w', zipfile.ZIP_DEFLATED)
      for n in sorted(os.listdir('logs')): z.write('logs/' + n)
      z.close()
      """
    ),
  ]

  private func make(_ program: String, in test: SpoorCase) throws {
    let logs = test.scratch.folder.appending(path: "logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    for (name, range) in [("a.log", 0..<50), ("b.log", 50..<120)] {
      try test.scratch.write(
        "logs/\(name)", range.map { SampleEvent(SampleEvent.id($0)).line }.joined())
    }
    try test.scratch.write("logs/c.txt", "another program\n")
    let folder = test.scratch.folder.path
    let made = try Command.run(
      "python3", ["-c", "import os; os.chdir('\(folder)')\n" + program])
    #expect(made.status == 0, "\(made.stderr)")
  }

  /// Runs the program behind a pipe that gives a few bytes at a time.
  private func pipe(_ name: String, _ words: [String], in test: SpoorCase) throws
    -> Command.Outcome
  {
    let program = SpoorCase.executable.path
    let script = """
      cd '\(test.scratch.folder.path)'
      { head -c 3; sleep 0.1; cat; } < \(name) | '\(program)' \(words.joined(separator: " ")) \
      --case '\(test.path)'
      """
    return try Command.run("sh", ["-c", script])
  }

  @Test(arguments: makers)
  func `a piped archive gives what it gives as a file`(_ name: String, _ program: String) throws {
    let file = try SpoorCase()
    try make(program, in: file)
    let named = try file.run(["ingest", name])
    #expect(named.status == 0)
    let test = try SpoorCase("piped.db", in: file.scratch)
    let piped = try pipe(name, ["ingest", "-"], in: test)
    #expect(piped.status == 0, "\(piped.stderr)")
    let sql = """
      SELECT replace(path, '\(name)!', '-!'), hex(sha256), hex(archive_sha256), events, file_bytes
      FROM source ORDER BY source_id
      """
    let sources = try [file, test].map { try Command.run("sqlite3", [$0.path, sql]).text }
    #expect(sources[0] == sources[1])
    #expect(sources[0].split(separator: "\n").count == 3)
    let again = try pipe(name, ["ingest", "-", "--format", "json"], in: test)
    #expect(Ingested(again).tally?.events == 0)
    #expect(Ingested(again).tally?.duplicates == 120)
    let verified = try test.run(["verify", "--deep"])
    #expect(verified.status == 0, "\(verified.text)")
  }

  @Test func `without room for it, the error says where room is needed`() throws {
    let test = try SpoorCase()
    try make(Self.makers[1].1, in: test)
    let script = """
      cd '\(test.scratch.folder.path)'
      cat x.tgz | TMPDIR=/nowhere '\(SpoorCase.executable.path)' ingest - --case '\(test.path)'
      """
    let outcome = try Command.run("sh", ["-c", script])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("/nowhere"))
  }

  @Test func `a log through a slow pipe is read as before`() throws {
    let test = try SpoorCase()
    try make(Self.makers[0].1, in: test)
    for name in ["logs/a.log", "a.log.gz"] {
      if name.hasSuffix("gz") {
        try test.scratch.write(
          name,
          Command.filter(
            "gzip", ["-c"],
            Array(Data(contentsOf: test.scratch.folder.appending(path: "logs/a.log")))))
      }
      let outcome = Ingested(try pipe(name, ["ingest", "-", "--format", "json"], in: test))
      #expect(outcome.tally.map { $0.events + $0.duplicates } == 50, "\(name)")
    }
  }
}
