public import AuditEvents
internal import Digests
internal import Knowledge
public import LogBytes

/// The wrappers and dialects that are known.
public struct Formats: Sendable {
  /// Where events lie in what shippers and exports made.
  public let wrappers: FormatCatalog
  /// How their fields are called there.
  public let dialects: DialectCatalog

  /// What people should know of each.
  public let guide: [FormatGuide]

  /// What is to be noted with what is read by them: nil for those that are
  /// built in.
  let note: DialectNote?

  /// Those that the program has built in, from `queries/formats`.
  public static let shipped = {
    do {
      return try Formats(files: [])
    } catch {
      // They are built in, and a test reads them.
      preconditionFailure("queries/formats: \(error)")
    }
  }()

  /// Those that are built in, with tables of a user's own, whose rows come first.
  ///
  /// - Parameter files: those tables, best first.
  /// - Throws: `FormatError` where one cannot be used.
  public init(files: [FormatFile]) throws(FormatError) {
    let tables = try FormatTables(files)
    wrappers = FormatCatalog(
      kinds: tables.kinds, wrappers: tables.rows(of: .wrappers),
      prefixes: tables.rows(of: .prefixes), columns: tables.rows(of: .csv))
    dialects = DialectCatalog(
      fields: tables.rows(of: .fields), codes: tables.rows(of: .grpc))
    guide = FormatGuide.all(
      recognised: tables.rows(of: .recognised), losses: tables.rows(of: .losses))
    note = files.isEmpty ? nil : Self.note(of: files)
  }

  /// A note that tells these tables from any others.
  private static func note(of files: [FormatFile]) -> DialectNote {
    let texts = files.map { "\($0.table.rawValue)\n\($0.text)" }
    let digest = SHA256.digest(of: Array(texts.joined(separator: "\u{0}").utf8)).bytes
    let digits = Array("0123456789abcdef")
    let hex = String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    let names = files.map { "\($0.table.rawValue).csv" }.joined(separator: ", ")
    return DialectNote(rawValue: "\(Self.notePrefix)\(names) (SHA-256 \(hex))")
  }

  /// What notes of own tables begin with.
  static let notePrefix = "read with own tables of formats: "
}

/// A table of formats that a user wrote.
public struct FormatFile: Sendable {
  /// Which table it adds to.
  public let table: FormatTable
  /// Where it lies, for errors.
  public let path: String
  /// What it says.
  public let text: String

  /// A table.
  public init(table: FormatTable, path: String, text: String) {
    self.table = table
    self.path = path
    self.text = text
  }
}

/// Why a table of formats cannot be used.
public enum FormatError: Error, Equatable, Sendable {
  /// A line has not the fields it should have; lines count from 1.
  case malformed(path: String, line: Int, columns: [String])
  /// A kind of event without any key would be everything.
  case kindWithoutKey(path: String, kind: String)
}
