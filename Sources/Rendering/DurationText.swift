/// Writes stretches of time for people.
public enum DurationText {
  /// The length in short: `0.940ms`, `1.203s`, `4m03s`, `2h05m`, `3d04h`.
  public static func short(_ microseconds: Int64) -> String {
    let sign = microseconds < 0 ? "-" : ""
    return sign + short(magnitude: microseconds.magnitude)
  }

  private static func short(magnitude microseconds: UInt64) -> String {
    let seconds = microseconds / 1_000_000
    switch seconds {
    case 0 where microseconds == 0: return "0s"
    case 0: return decimal(microseconds, unit: "ms")
    case ..<60: return decimal(microseconds / 1000, unit: "s")
    case ..<3600: return pair(seconds / 60, "m", seconds % 60, "s")
    case ..<86_400: return pair(seconds / 3600, "h", seconds / 60 % 60, "m")
    default: return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h")
    }
  }

  /// Thousandths as a number with three decimals.
  private static func decimal(_ thousandths: UInt64, unit: String) -> String {
    var out: [UInt8] = []
    out.append(decimal: thousandths / 1000, atLeast: 1)
    out.append(UInt8(ascii: "."))
    out.append(decimal: thousandths % 1000, atLeast: 3)
    return String(decoding: out, as: UTF8.self) + unit
  }

  private static func pair(_ whole: UInt64, _ unit: String, _ part: UInt64, _ sub: String) -> String
  {
    "\(whole)\(unit)\(part < 10 ? "0" : "")\(part)\(sub)"
  }
}
