internal import Foundation
internal import LogBytes

/// One text as a JSON value.
struct ScanningTrial {
  let bytes: [UInt8]

  /// What is wrong with the scanner's verdict, if anything is.
  func failure() -> String? {
    let verdict = Verdict(bytes)
    if let fault = verdict.fault, !(0...bytes.count ~= fault.offset) {
      return "the fault lies outside: \(verdict)"
    }
    return misplacement(of: verdict) ?? disagreement(with: verdict)
  }

  /// A verdict depends neither on what comes behind the fault, nor on where the
  /// text begins.
  private func misplacement(of verdict: Verdict) -> String? {
    for spaces in [1, 7, 8] {
      let moved = Verdict(Array(repeating: 0x20, count: spaces) + bytes)
      if moved != verdict.moved(by: spaces) {
        return "behind \(spaces) spaces: \(moved) for \(verdict)"
      }
    }
    guard let fault = verdict.fault, fault.fault != .incomplete else { return nil }
    let start = Verdict(Array(bytes[...fault.offset]))
    if start != verdict { return "without what comes behind: \(start) for \(verdict)" }
    let before = Verdict(Array(bytes[..<fault.offset]))
    if before.fault?.fault == .incomplete { return nil }
    return fault.fault == .trailingBytes && before.fault == nil
      ? nil : "without the fault: \(before) for \(verdict)"
  }

  /// Foundation reads what the scanner accepts, and refuses what it refuses,
  /// as far as it can tell.
  private func disagreement(with verdict: Verdict) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0),
      !text.hasPrefix("\u{FEFF}")
    else { return nil }
    let data = Data(bytes)
    let isRead = (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil
    if isRead {
      return verdict.fault == nil || isTrailingComma(verdict)
        ? nil : "Foundation reads it: \(verdict)"
    }
    // It knows limits of depth and of numbers, and refuses half a surrogate.
    let isSimple =
      !bytes.contains { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "\\") }
      && bytes.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } < 500
    return isSimple && verdict.fault == nil ? "Foundation refuses it" : nil
  }

  /// Foundation lets an object or array end with a comma, which no grammar does.
  private func isTrailingComma(_ verdict: Verdict) -> Bool {
    guard let fault = verdict.fault, fault.offset < bytes.count,
      bytes[fault.offset] == UInt8(ascii: "}") || bytes[fault.offset] == UInt8(ascii: "]")
    else { return false }
    return bytes[..<fault.offset].last { $0 > 0x20 } == UInt8(ascii: ",")
  }
}

/// What the scanner says of a text.
private struct Verdict: Equatable, CustomStringConvertible {
  struct Fault: Equatable {
    let fault: JSONFault
    var offset: Int
  }

  private(set) var fault: Fault?

  init(_ bytes: [UInt8]) {
    fault = JSONScanner.faultOf(bytes).map { Fault(fault: $0.fault, offset: $0.offset) }
  }

  func moved(by count: Int) -> Verdict {
    var moved = self
    moved.fault?.offset += count
    return moved
  }

  var description: String { fault.map { "\($0.fault) at \($0.offset)" } ?? "valid" }
}
