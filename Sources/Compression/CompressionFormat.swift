internal import CArchive
internal import CZlib
internal import CZstd

#if SPOOR_ISAL
  internal import CISAL
#endif

/// How a file is compressed.
public enum CompressionFormat: String, Hashable, Sendable, CaseIterable {
  /// Not at all, as far as the first bytes tell.
  case none
  /// gzip, RFC 1952.
  case gzip
  /// Zstandard, RFC 8878.
  case zstd
  /// The .xz format.
  case xz
  /// bzip2.
  case bzip2
  /// The LZ4 frame format.
  case lz4

  /// Tells the format by a file's first bytes, whatever its name is.
  ///
  /// - Parameter head: At least 10 bytes, unless the file is shorter.
  public static func recognise(_ head: RawSpan) -> CompressionFormat {
    if Magic.matches(Magic.gzip, head) { return .gzip }
    if Magic.matchesZstd(head) { return .zstd }
    if Magic.matches(Magic.xz, head) { return .xz }
    if Magic.matchesBzip2(head) { return .bzip2 }
    if Magic.matches(Magic.lz4, head) { return .lz4 }
    return .none
  }

  /// The versions of the linked libraries, by name.
  public static var libraryVersions: [(name: String, version: String)] {
    var versions = [
      ("zlib", String(cString: zlibVersion())),
      ("libzstd", String(cString: ZSTD_versionString())),
      (
        "libarchive",
        String(archive_version_string().map { String(cString: $0) }?.dropFirst(11) ?? "")
      ),
    ]
    #if SPOOR_ISAL
      // It cannot be asked: this is the version that Spoor was built with.
      let version = [ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION]
      versions.append(("isa-l", version.map(String.init).joined(separator: ".")))
    #endif
    return versions
  }
}

/// The bytes that formats begin with.
enum Magic {
  static let gzip: [UInt8] = [0x1f, 0x8b]
  static let zstd: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]
  static let xz: [UInt8] = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
  static let lz4: [UInt8] = [0x04, 0x22, 0x4d, 0x18]

  /// Whether `head` begins with all of `magic`.
  static func matches(_ magic: [UInt8], _ head: RawSpan) -> Bool {
    head.byteCount >= magic.count && couldMatch(magic, head)
  }

  /// Whether `head` begins with `magic`, as far as it reaches.
  static func couldMatch(_ magic: [UInt8], _ head: RawSpan) -> Bool {
    head.withUnsafeBytes { head in zip(magic, head).allSatisfy { $0 == $1 } }
  }

  /// Whether a stream of bzip2 begins here: `BZh`, a digit, and the number of a
  /// block or of the end.
  static func matchesBzip2(_ head: RawSpan) -> Bool {
    guard head.byteCount >= 10, couldMatch([0x42, 0x5a, 0x68], head) else { return false }
    return head.withUnsafeBytes { head in
      let (level, next) = (head[3], head[4..<10])
      return (0x31...0x39).contains(level)
        && (next.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
          || next.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90]))
    }
  }

  /// Whether a frame of zstd begins here, of data or to be skipped.
  static func matchesZstd(_ head: RawSpan) -> Bool {
    head.byteCount >= 4 && couldMatchZstd(head)
  }

  /// Whether a frame of zstd begins here, as far as `head` reaches.
  static func couldMatchZstd(_ head: RawSpan) -> Bool {
    if couldMatch(zstd, head) { return true }
    // Skippable frames: 0x184D2A50 to 0x184D2A5F, least significant byte first.
    let first = head.withUnsafeBytes { $0.first ?? 0 }
    return (0x50...0x5f).contains(first) && couldMatch([first, 0x2a, 0x4d, 0x18], head)
  }
}
