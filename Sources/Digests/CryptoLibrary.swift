internal import CCrypto

/// The library this module speaks to.
public enum CryptoLibrary {
  /// Its version at run time, such as `3.0.17`.
  public static var version: String {
    String(cString: OpenSSL_version(OPENSSL_FULL_VERSION_STRING))
  }
}
