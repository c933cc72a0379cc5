import CaseStore
import Foundation
import LogBytes
import LogIngest
import TestSupport
import Testing

/// Evidence in archives.
struct ArchiveTests {
  private static func log(_ numbers: Range<Int>) -> [UInt8] {
    Array(numbers.map { SampleEvent(SampleEvent.id($0)).line }.joined().utf8)
  }

  /// Writes three logs, one of them packed, and a file that is none.
  private func folder(_ test: IngestCase) throws -> String {
    let logs = test.scratch.folder.appending(path: "logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    try test.scratch.write("logs/a.log", Self.log(0..<100))
    try test.scratch.write("logs/b.log.gz", Command.filter("gzip", ["-c"], Self.log(100..<200)))
    try test.scratch.write("logs/c.txt", Array("other program: hello\n".utf8))
    try test.scratch.write("logs/d.log", Self.log(150..<250))
    return test.scratch.folder.path
  }

  /// Runs a program in Python, which has archives of its own.
  private func python(_ program: String, in folder: String) throws {
    let outcome = try Command.run(
      "python3", ["-c", "import os; os.chdir('\(folder)')\n" + program])
    #expect(outcome.status == 0, "\(outcome.stderr)")
  }

  private static let makers: [(name: String, program: String)] = [
    ("x.tar", "import tarfile; t = tarfile.open('x.tar', 'w'); t.add('logs'); t.close()"),
    ("x.tar.gz", "import tarfile; t = tarfile.open('x.tar.gz', 'w:gz'); t.add('logs'); t.close()"),
    ("x.txz", "import tarfile; t = tarfile.open('x.txz', 'w:xz'); t.add('logs'); t.close()"),
    ("x.tbz", "import tarfile; t = tarfile.open('x.tbz', 'w:bz2'); t.add('logs'); t.close()"),
    (
      "x.pax",
      """
      import tarfile
      t = tarfile.open('x.pax', 'w', format=tarfile.PAX_FORMAT); t.add('logs'); t.close()
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
    (
      "stored.zip",
      """
      import zipfile
      z = zipfile.ZipFile('stored.zip', 'w', zipfile.ZIP_STORED)
      for n in sorted(os.listdir('logs')): z.write('logs/' + n)
      z.close()
      """
    ),
  ]

  @Test(arguments: makers.map(\.name))
  func `each file of an archive is a source, whatever the archive`(name: String) throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(Self.makers.first { $0.name == name }?.program ?? "", in: folder)
    let report = try test.ingest(name)
    #expect(
      Counts(report)
        == Counts(sources: 3, skipped: 1, events: 250, requests: 250, duplicates: 50))
    #expect(report.addsUp)
    let size = try Data(contentsOf: test.scratch.folder.appending(path: name)).count
    #expect(report.bytesRead == Int64(size))
    let sources = try test.status().sources
    let archive = test.scratch.path(name)
    #expect(
      Set(sources.map(\.path))
        == Set(["a.log", "b.log.gz", "c.txt", "d.log"].map { "\(archive)!logs/\($0)" }))
    for source in sources {
      let file = String(source.path.split(separator: "!")[1])
      let sum = try Command.run("sha256sum", [test.scratch.path(file)]).text.prefix(64)
      #expect(hex(source.sha256) == sum)
      #expect(try hex(source.archiveDigest) == Command.run("sha256sum", [archive]).text.prefix(64))
      guard !source.isSkipped else { continue }
      let bytes = try EvidenceReader(path: test.path).bytes(
        source: source.id, offset: 0, length: source.jsonBytes)
      let plain =
        file.hasSuffix(".gz")
        ? Self.log(100..<200)
        : try Array(
          Data(contentsOf: test.scratch.folder.appending(path: file)))
      #expect(bytes == plain)
    }
    try test.expectSound()
    #expect(
      try SourceComparison.all(path: test.path, test.status()).allSatisfy { $0.state == .same })
    // Again, it adds nothing; so do the files themselves.
    #expect(try Counts(test.ingest(name)) == Counts(sources: 3, skipped: 1, duplicates: 300))
    #expect(try Counts(test.ingest("logs")) == Counts(sources: 3, skipped: 1, duplicates: 300))
  }

  private func hex(_ bytes: [UInt8]?) -> String {
    (bytes ?? []).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  @Test func `archives within archives are opened, to a depth`() throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(
      """
      import tarfile, zipfile
      t = tarfile.open('1.tar.gz', 'w:gz'); t.add('logs/a.log'); t.add('logs/d.log'); t.close()
      z = zipfile.ZipFile('2.zip', 'w'); z.write('1.tar.gz'); z.write('logs/b.log.gz'); z.close()
      t = tarfile.open('3.tar.xz', 'w:xz'); t.add('2.zip'); t.close()
      last = 'logs/a.log'
      for n in range(12):
        t = tarfile.open(f'deep{n}.tar', 'w'); t.add(last); t.close(); last = f'deep{n}.tar'
      """, in: folder)
    let report = try test.ingest("3.tar.xz")
    #expect(
      Counts(report) == Counts(sources: 3, events: 250, requests: 250, duplicates: 50))
    let archive = test.scratch.path("3.tar.xz")
    #expect(
      try test.status().sources.map(\.path) == [
        "\(archive)!2.zip!1.tar.gz!logs/a.log", "\(archive)!2.zip!1.tar.gz!logs/d.log",
        "\(archive)!2.zip!logs/b.log.gz",
      ])
    try test.expectSound()
    #expect(
      try SourceComparison.all(path: test.path, test.status()).allSatisfy { $0.state == .same })
    let deep = try IngestCase("deep.db", in: test.scratch)
    let deepReport = try deep.ingest("deep11.tar")
    // Below the depth an archive is a file like any other, and its text is read.
    #expect(deepReport.sources == 1 && deepReport.tally.events >= 99 && deepReport.addsUp)
    #expect(
      try deep.status().sources.map { $0.path.split(separator: "!").count }
        == [ArchiveContents.deepest + 1])
  }

  @Test func `names that would leave a folder, or are very long, are only names`() throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(
      """
      import tarfile
      t = tarfile.open('x.tar', 'w', format=tarfile.PAX_FORMAT)
      for n, name in enumerate(['/etc/passwd', '../../up.log', 'n' * 65536, 'same.log', 'same.log']):
        info = tarfile.TarInfo(name)
        data = open('logs/a.log', 'rb').read()[n * 1000:]
        info.size = len(data)
        import io; t.addfile(info, io.BytesIO(data))
      link = tarfile.TarInfo('link'); link.type = tarfile.SYMTYPE; link.linkname = '/etc/passwd'
      t.addfile(link)
      t.close()
      """, in: folder)
    let report = try test.ingest("x.tar")
    #expect(Counts(report).sources == 5 && report.tally.events == 100 && report.addsUp)
    let archive = test.scratch.path("x.tar")
    #expect(
      try test.status().sources.map(\.path)
        == [
          "/etc/passwd", "../../up.log", String(repeating: "n", count: 65536), "same.log",
          "same.log#2",
        ].map { "\(archive)!\($0)" })
    #expect(
      try SourceComparison.all(path: test.path, test.status()).allSatisfy { $0.state == .same })
    try test.expectSound()
  }

  @Test func `an archive that was cut gives what is left of it, and says so`() throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(
      """
      import tarfile
      t = tarfile.open('x.tar', 'w'); t.add('logs/a.log'); t.add('logs/d.log'); t.close()
      whole = open('x.tar', 'rb').read()
      open('cut.tar', 'wb').write(whole[:512 + len(open('logs/a.log', 'rb').read()) + 20000])
      """, in: folder)
    let report = try test.ingest("cut.tar")
    #expect(report.tally.events > 100 && report.tally.events < 200 && report.addsUp)
    #expect(report.tally.rejected == 1)
    let damages = try test.status().sources.map { $0.damage != nil }
    #expect(damages == [false, true])
    #expect(
      report.notices.contains {
        if case .damaged(test.scratch.path("cut.tar"), _) = $0 { true } else { false }
      })
    try test.expectSound()
  }

  @Test func `what is encrypted is named, and its bytes are not taken for text`() throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(
      """
      import zipfile
      z = zipfile.ZipFile('x.zip', 'w', zipfile.ZIP_STORED)
      z.write('logs/a.log'); z.write('logs/d.log'); z.close()
      data = bytearray(open('x.zip', 'rb').read())
      data[6] |= 1  # the first file says that it is encrypted
      open('x.zip', 'wb').write(data)
      """, in: folder)
    let report = try test.ingest("x.zip")
    #expect(report.tally.events == 100 && report.skipped == 1 && report.addsUp)
    #expect(
      report.notices.contains(
        .damaged(
          path: test.scratch.path("x.zip!logs/a.log"), damage: "encrypted in the archive")))
  }

  @Test func `an archive that unpacks to far more than it is stops with a reason`() throws {
    let test = try IngestCase()
    let folder = try folder(test)
    try python(
      """
      import tarfile, gzip
      line = open('logs/a.log', 'rb').read()
      with gzip.open('bomb.tar.gz', 'wb', 1) as out:
        info = tarfile.TarInfo('big.log'); info.size = 8 << 20
        out.write(info.tobuf())
        block = (line * (1 + (1 << 20) // len(line)))[:1 << 20]
        for n in range(8): out.write(block)
        out.write(bytes(1024))
      """, in: folder)
    let file = try #require(EvidenceFiles([test.scratch.path("bomb.tar.gz")]).files.first)
    let stopped = try #require(ArchiveContents(file, maxExpansion: 2, floor: 1 << 20))
    #expect(stopped.files.map(\.bytes) == [1 << 20])
    #expect(stopped.damage == "the archive unpacks to more than 1048576 bytes")
    #expect(stopped.files[0].place?.damage == stopped.damage)
    let whole = try #require(ArchiveContents(file, maxExpansion: 2))
    #expect(whole.files.map(\.bytes) == [8 << 20] && whole.damage == nil)
  }

  @Test func `a file that was cut, or is no archive though it looks like one, is read`() throws {
    let test = try IngestCase()
    try test.scratch.write("nul.log", [UInt8](repeating: 0, count: 4096) + Self.log(0..<10))
    try test.scratch.write("pk.log", Array("PK\u{3}\u{4}".utf8) + Self.log(10..<20))
    try test.scratch.write("bz.log", Array("BZh9 no bzip2\n".utf8) + Self.log(20..<30))
    try test.scratch.write("xz.log", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 1, 2, 3])
    let report = try test.ingest("nul.log", "pk.log", "bz.log", "xz.log")
    #expect(report.tally.events >= 20 && report.addsUp)
    try test.expectSound()
  }
}
