internal import CSQLite

/// The library this module speaks to.
public enum SQLiteLibrary {
  /// Its version at run time, such as `3.40.1`.
  public static var version: String { String(cString: sqlite3_libversion()) }
}
