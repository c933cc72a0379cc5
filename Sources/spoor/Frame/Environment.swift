internal import Glibc

/// The variables the program was started with.
enum Environment {
  /// The value of a variable; nil too where it is set to nothing, as
  /// `NO_COLOR` and its like ask for.
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The present, in microseconds since 1970 UTC.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Who runs the program, and on which machine: user@host.
  static var userAtHost: String {
    let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
    var system = utsname()
    guard uname(&system) == 0 else { return user }
    let host = withUnsafeBytes(of: &system.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return "\(user)@\(host)"
  }

  /// Whether standard input is a terminal, where somebody may answer.
  static var hasInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The number of this process.
  static var processID: Int32 { getpid() }
}
