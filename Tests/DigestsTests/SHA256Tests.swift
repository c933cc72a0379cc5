internal import Digests
internal import Foundation
internal import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the standard's examples come out`(text: String, hex: String) {
    #expect(SHA256.digest(of: Array(text.utf8)).hex == hex)
  }

  @Test func `sha256sum agrees, at every length around a block`() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var files: [String] = []
    var expected: [String] = []
    for length in [0, 1, 55, 56, 63, 64, 65, 127, 128, 1_000_003] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      let file = directory.appending(path: "\(length)")
      try Data(bytes).write(to: file)
      files.append(file.path)
      expected.append("\(SHA256.digest(of: bytes).hex)  \(file.path)")
    }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum"] + files
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output.split(separator: "\n").map(String.init) == expected)
  }

  @Test func `pieces of any size give the digest of the whole`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = SHA256.digest(of: bytes)
    var hasher = SHA256()
    for size in 1...300 {
      var rest = bytes[...]
      while !rest.isEmpty {
        hasher.update(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(hasher.finish() == whole)
    }
  }

  @Test func `a snapshot does not end the digest`() {
    var hasher = SHA256()
    #expect(hasher.snapshot() == SHA256.digest(of: []))
    hasher.update(Array("ab".utf8))
    #expect(hasher.snapshot() == SHA256.digest(of: Array("ab".utf8)))
    #expect(hasher.snapshot() == SHA256.digest(of: Array("ab".utf8)))
    hasher.update(Array("c".utf8))
    #expect(hasher.finish() == SHA256.digest(of: Array("abc".utf8)))
    #expect(hasher.finish() == SHA256.digest(of: []))
  }

  @Test func `a hasher may be handed to another thread`() async {
    let digest = await Task.detached {
      var hasher = SHA256()
      hasher.update([1, 2, 3])
      return hasher.finish()
    }.value
    #expect(digest == SHA256.digest(of: [1, 2, 3]))
  }

  @Test func `the library tells its version`() {
    #expect(SHA256.libraryVersion.contains("SSL"))
  }
}

@Suite struct SHA256DigestTests {
  let hex = "00ff10a8997a6d92427ae41e4649b934ca495991b7852b855ba7816bf8f01cfe"

  @Test func `hexadecimal text goes there and back`() throws {
    let digest = try #require(SHA256Digest(hex: hex))
    #expect(digest.hex == hex)
    #expect("\(digest)" == hex)
    #expect(digest.bytes.count == 32)
    #expect(digest.bytes.prefix(3) == [0, 0xff, 0x10])
    #expect(SHA256Digest(hex: hex.uppercased()) == digest)
    #expect(SHA256Digest(bytes: digest.bytes) == digest)
  }

  @Test func `other text is no digest`() {
    #expect(SHA256Digest(hex: "") == nil)
    #expect(SHA256Digest(hex: String(hex.dropLast())) == nil)
    #expect(SHA256Digest(hex: hex + "0") == nil)
    #expect(SHA256Digest(hex: "g" + hex.dropFirst()) == nil)
    #expect(SHA256Digest(hex: String(repeating: "é", count: 32)) == nil)
    #expect(SHA256Digest(bytes: [1, 2]) == nil)
  }

  @Test func `digests are ordered as their texts are`() {
    let digests = (0..<200).map { SHA256.digest(of: [UInt8($0)]) }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    #expect(Set(digests).count == 200)
  }
}
