internal import Arguments
internal import CaseStore
internal import Inquiry
internal import LogBytes

extension RejectedCommand {
  /// How many bytes of each record are shown.
  private static let byteLimit: Int64 = 65_536

  private static let columns = [
    Column("source"), Column("line", isNumeric: true), Column("offset", isNumeric: true),
    Column("length", isNumeric: true), Column("reason"), Column("bytes"),
  ]

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    do throws(Diagnostic) {
      var answer = try Answer(columns, arguments, terminal)
      do throws(CaseError) {
        let records = try RejectedRecords(path: arguments.casePath, byteLimit: byteLimit)
        while !answer.isFull, let entry = try records.next() {
          do throws(Diagnostic) {
            try answer.write(row(entry))
          } catch {
            terminal.report(error)
            return .failed
          }
        }
      } catch {
        throw Diagnostic(error)
      }
      if answer.rows == 0 { terminal.say("no record was rejected") }
      try answer.end()
      return .done
    } catch {
      terminal.report(error)
      return error.exitStatus
    }
  }

  private static func row(_ entry: RejectedRecords.Entry) -> [Value] {
    [
      .text(entry.path), .integer(entry.record.line), .integer(entry.record.offset),
      .integer(entry.record.length), .text(entry.record.reason.sentence),
      entry.bytes.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null,
    ]
  }
}

extension RejectedRecord.Reason {
  /// The reason in words.
  var sentence: String {
    switch self {
    case .notJSON: "not JSON"
    case .truncated: "truncated"
    case .malformed: "malformed JSON"
    case .tooLong: "longer than --max-record, or than 128 MiB unpacked"
    case .nulBytes: "NUL bytes"
    case .notAnObject: "not an object"
    case .noAuditID: "no audit ID"
    case .notAnAuditEvent: "not an audit event"
    case .damagedGzip: "damaged gzip in base64"
    }
  }
}
