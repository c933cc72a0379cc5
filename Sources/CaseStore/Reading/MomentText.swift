/// Times as text, for remarks inside an answer.
public enum MomentText {
  /// A moment as RFC 3339 in UTC.
  ///
  /// - Parameters:
  ///   - microseconds: since 1970-01-01.
  ///   - digits: decimals of a second, 0 to 6.
  public static func utc(_ microseconds: Int64, digits: Int) -> String {
    RFC3339.text(microseconds, digits: UInt8(clamping: digits))
  }
}
