/// Writes sizes, counts and rates for people.
public enum HumanText {
  private static let binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
  private static let decimalUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

  /// A size with binary units: `1.2 GiB`, `640 B`.
  public static func bytes(_ count: Int64) -> String {
    sign(count) + scaled(Double(count.magnitude), by: 1024, units: binaryUnits)
  }

  /// A count with its thousands apart: `12,665`.
  public static func count(_ number: Int64) -> String {
    let digits = String(number.magnitude)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return sign(number) + out
  }

  /// A count and its noun: `1 event`, `12,665 events`.
  public static func count(_ number: Int64, _ noun: String, plural: String? = nil) -> String {
    "\(count(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// A throughput with decimal units: `310 MB/s`; `–` when no time has passed.
  public static func rate(bytes: Int64, seconds: Double) -> String {
    guard seconds > 0, seconds.isFinite else { return "–" }
    return scaled(Double(max(bytes, 0)) / seconds, by: 1000, units: decimalUnits) + "/s"
  }

  /// A share of a whole: `42 %`, `4.5 %` below ten; `–` of nothing.
  public static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "–" }
    return short(Double(part) * 100 / Double(whole)) + " %"
  }

  /// One decimal below ten, none from there on.
  private static func scaled(_ amount: Double, by base: Double, units: [String]) -> String {
    var amount = amount
    var unit = 0
    // 999.5 and above would be written with four digits.
    while amount >= base - 0.5, unit + 1 < units.count {
      amount /= base
      unit += 1
    }
    return "\(unit == 0 ? String(Int64(amount.rounded())) : short(amount)) \(units[unit])"
  }

  private static func short(_ amount: Double) -> String {
    guard amount < 9.95 else { return String(Int64(min(amount.rounded(), 9e18))) }
    let tenths = Int64((amount * 10).rounded())
    return "\(tenths / 10).\((tenths % 10).magnitude)"
  }

  private static func sign(_ number: Int64) -> String { number < 0 ? "-" : "" }
}
