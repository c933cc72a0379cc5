public import SQLite

extension Statement {
  /// A column that holds an audit ID, as text: 16 bytes are a UUID.
  public func auditID(_ column: Int32) -> String { storedAuditID(column).text }

  /// A column that holds an audit ID.
  public func storedAuditID(_ column: Int32) -> StoredAuditID {
    guard type(column) == .blob else { return .text(text(column)) }
    return withBytes(column) { bytes in
      guard bytes.byteCount == 16 else { return .text("") }
      func half(_ offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      return .uuid(half(0), half(8))
    }
  }
}
