internal import Inquiry

/// Appends an answer's bytes in one format.
protocol RowEncoder {
  /// The columns with values that did not fit.
  var hiddenColumns: [String] { get }
  /// What writes single cells, in a format where these stand for themselves.
  func cellWriter(_ redactor: RowRedactor?) -> CellWriter?
  mutating func begin(into out: inout [UInt8])
  mutating func write(_ row: [Value], into out: inout [UInt8])
  mutating func end(into out: inout [UInt8])
}

extension RowEncoder {
  var hiddenColumns: [String] { [] }
  func cellWriter(_ redactor: RowRedactor?) -> CellWriter? { nil }
}

func makeEncoder(
  _ format: OutputFormat, columns: [Column], options: RenderingOptions
) -> any RowEncoder {
  switch format {
  case .table: TableEncoder(columns: columns, options: options)
  case .csv: SeparatedEncoder(columns: columns, separator: UInt8(ascii: ","))
  case .tsv: SeparatedEncoder(columns: columns, separator: UInt8(ascii: "\t"))
  case .json: JSONRowEncoder(columns: columns, isArray: true)
  case .ndjson: JSONRowEncoder(columns: columns, isArray: false)
  case .markdown: MarkdownEncoder(columns: columns)
  }
}
