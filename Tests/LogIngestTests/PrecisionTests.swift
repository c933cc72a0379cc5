import Foundation
import TestSupport
import Testing

/// Cuts the decimals of both times of every event in a text.
func cut(_ text: [UInt8], toDigits digits: Int) -> [UInt8] {
  var cut: [UInt8] = []
  cut.reserveCapacity(text.count)
  var copied = 0
  let key = "Timestamp\":\""
  for offset in offsets(of: key, in: text) {
    let start = offset + key.utf8.count
    let time = text[start...].prefix { $0 != UInt8(ascii: "\"") }
    let decimals = time.drop { $0 != UInt8(ascii: ".") }.dropLast()
    cut += text[copied..<start]
    cut += time.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "Z") }
    // Times in bodies, with other decimals, stay as they are.
    cut += decimals.count == 7 && digits > 0 ? decimals.prefix(digits + 1) : []
    cut += decimals.count == 7 || decimals.isEmpty ? [] : decimals
    cut.append(UInt8(ascii: "Z"))
    copied = time.endIndex
  }
  return cut + text[copied...]
}

/// The same log with its times as pipelines cut them.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct PrecisionTests {
  /// Which files are cut, and whether they come before the fine ones.
  struct Mixture: CustomTestStringConvertible {
    let digits: Int
    let isWhole: Bool
    let isCutFirst: Bool
    let isOneRun: Bool

    var testDescription: String {
      "\(digits) digits, \(isWhole ? "whole" : "one file"), \(isCutFirst ? "before" : "after"), "
        + (isOneRun ? "one run" : "several runs")
    }

    static let all = [3, 0].flatMap { digits in
      [true, false].flatMap { isWhole in
        [true, false].flatMap { isCutFirst in
          [true, false].map {
            Mixture(digits: digits, isWhole: isWhole, isCutFirst: isCutFirst, isOneRun: $0)
          }
        }
      }
    }
  }

  @Test(arguments: [3, 0])
  func `a log whose times were cut is counted as the log`(digits: Int) throws {
    let test = try IngestCase()
    for (index, text) in try Shop.texts(Shop.incident()).enumerated() {
      try test.scratch.write("cut-\(index).log", cut(text, toDigits: digits))
    }
    let report = try test.ingest((0..<6).map { "cut-\($0).log" })
    #expect(Counts(report) == Counts(sources: 6, events: 5935, requests: 5668))
    #expect(try Rows(test) == Rows(events: 5935, requests: 5668))
    let length = digits == 0 ? 20 : 24
    let lengths = "SELECT DISTINCT length(time), length(stage_time) FROM events"
    #expect(try CaseDump.rows(test.path, lengths) == ["\(length)|\(length)"])
    try test.expectSound()
  }

  @Test(arguments: Mixture.all)
  func `a log and its cut copy are one log`(_ mixture: Mixture) throws {
    let test = try IngestCase()
    let fine = try Shop.incident()
    var cutNames: [String] = []
    for (index, text) in try Shop.texts(fine).enumerated() where mixture.isWhole || index == 2 {
      cutNames.append("cut-\(index).log")
      try test.scratch.write("cut-\(index).log", cut(text, toDigits: mixture.digits))
    }
    let names = mixture.isCutFirst ? cutNames + fine : fine + cutNames
    if mixture.isOneRun {
      try test.ingest(names)
    } else {
      for name in names { try test.ingest(name) }
    }
    #expect(try Rows(test) == Rows(events: 5935, requests: 5668))
    try test.expectSound(isDeep: mixture.isOneRun && mixture.isWhole)
  }

  @Test(arguments: [3, 0])
  func `one file of a log cut, the others fine, are one log`(digits: Int) throws {
    for index in 0..<6 {
      let test = try IngestCase()
      var names = try Shop.incident()
      let text = try Shop.texts([names[index]])[0]
      names[index] = try test.scratch.write("cut.log", cut(text, toDigits: digits))
      try test.ingest(names)
      #expect(try Rows(test) == Rows(events: 5935, requests: 5668), "file \(index)")
    }
  }

  @Test(arguments: [3, 0])
  func `batches and a cut log are one log`(digits: Int) throws {
    for isReversed in [false, true] {
      let test = try IngestCase()
      var names = [try Shop.batches()]
      for (index, text) in try Shop.texts(Shop.incident()).enumerated() {
        names.append(try test.scratch.write("\(index).log", cut(text, toDigits: digits)))
      }
      try test.ingest(isReversed ? names.reversed() : names)
      #expect(try Rows(test) == Rows(events: 5936, requests: 5669), "reversed: \(isReversed)")
    }
  }
}
