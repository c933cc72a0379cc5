internal import CCrypto

/// Computes a SHA-256 digest, piece by piece.
///
/// It may be handed to another thread, but two can never use it at once.
public struct SHA256: ~Copyable, @unchecked Sendable {
  // Unchecked: the only owner of the pointer, and every change is a mutating call.
  private let context: OpaquePointer

  /// Begins a digest of no bytes yet.
  public init() {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
    self.context = context
    start()
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// The version of the linked library, such as `OpenSSL 3.0.19 27 Jan 2026`.
  public static var libraryVersion: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }

  /// Adds bytes.
  public mutating func update(_ bytes: RawSpan) {
    let code = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(code == 1, "libcrypto refused to go on with a digest")
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span.bytes)
  }

  /// The digest of the bytes so far; more may follow.
  public func snapshot() -> SHA256Digest {
    guard let copy = EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
    defer { EVP_MD_CTX_free(copy) }
    let code = EVP_MD_CTX_copy_ex(copy, context)
    precondition(code == 1, "libcrypto is out of memory")
    return Self.end(copy)
  }

  /// The digest of all bytes.
  ///
  /// The next one begins anew, with no bytes.
  public mutating func finish() -> SHA256Digest {
    let digest = Self.end(context)
    start()
    return digest
  }

  /// The digest of some bytes.
  public static func digest(of bytes: RawSpan) -> SHA256Digest {
    var hasher = SHA256()
    hasher.update(bytes)
    return end(hasher.context)
  }

  /// The digest of some bytes.
  public static func digest(of bytes: [UInt8]) -> SHA256Digest {
    digest(of: bytes.span.bytes)
  }

  private borrowing func start() {
    let code = EVP_DigestInit_ex2(context, Algorithm.sha256, nil)
    precondition(code == 1, "libcrypto offers no SHA-256")
  }

  private static func end(_ context: OpaquePointer) -> SHA256Digest {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { room, count in
      var size: UInt32 = 0
      let code = EVP_DigestFinal_ex(context, room.baseAddress, &size)
      precondition(code == 1, "libcrypto refused to end a digest")
      count = Int(size)
    }
    guard let digest = SHA256Digest(bytes: bytes) else { preconditionFailure("not 32 bytes") }
    return digest
  }
}

private enum Algorithm {
  // Looked up once: EVP_sha256() is looked up again at every start, which costs
  // more than the digest of a short text. Never changed, never freed.
  nonisolated(unsafe) static let sha256: OpaquePointer? =
    EVP_MD_fetch(nil, "SHA256", nil) ?? EVP_sha256()
}
