internal import LogBytes

/// What a source was read as, in the order of the source, for tests by hand.
struct Story: Equatable, CustomStringConvertible {
  enum Part: Equatable {
    case record(String, line: Int64)
    case rejected(RejectedRecord.Reason, String, line: Int64, isTail: Bool)
  }

  var parts: [Part] = []

  init(_ parts: Part...) { self.parts = parts }

  /// Reads a source whole.
  init(of source: String, maxRecord: Int = 16 << 20) {
    let bytes = Array(source.utf8)
    let framing = Framing(bytes, maxRecord: maxRecord)
    let text = { (offset: Int64, length: Int64) in
      String(decoding: bytes[Int(offset)..<Int(offset + length)], as: UTF8.self)
    }
    let records = framing.records.map { piece in
      (piece.offset, Part.record(text(piece.offset, piece.length), line: piece.line))
    }
    let rejected = framing.rejected.map { piece in
      (
        piece.offset,
        Part.rejected(
          piece.reason, text(piece.offset, piece.length), line: piece.line, isTail: piece.isTail)
      )
    }
    parts = (records + rejected).sorted { $0.0 < $1.0 }.map(\.1)
  }

  var description: String {
    parts.map { part in
      switch part {
      case .record(let text, let line): "\(line): \(text.debugDescription)"
      case .rejected(let reason, let text, let line, let isTail):
        "\(line): \(reason)\(isTail ? ", tail" : ""): \(text.debugDescription)"
      }
    }.joined(separator: "\n")
  }
}

extension Story.Part {
  static func rejected(_ reason: RejectedRecord.Reason, _ text: String, line: Int64) -> Self {
    .rejected(reason, text, line: line, isTail: false)
  }

  static func tail(_ reason: RejectedRecord.Reason, _ text: String, line: Int64) -> Self {
    .rejected(reason, text, line: line, isTail: true)
  }
}
