internal import Inquiry

/// Hides secrets in the columns of an answer that may hold them.
struct RowRedactor {
  private let redaction: Redaction
  private let columns: [(index: Int, isURI: Bool)]

  /// Nil when there is nothing to watch.
  init?(columns: [Column], redaction: Redaction?) {
    guard let redaction else { return nil }
    self.redaction = redaction
    self.columns = columns.indices.compactMap { index in
      let name = columns[index].name
      return redaction.columns.contains(name)
        ? (index, name.hasSuffix("uri") || name.hasPrefix("url.")) : nil
    }
    if self.columns.isEmpty { return nil }
  }

  func redacted(_ row: [Value]) -> [Value] {
    var shown = row
    for (index, isURI) in columns {
      switch row[index] {
      case .text(let text):
        let safe = isURI ? redaction.requestURI(text) : redaction.text(text)
        if safe != text { shown[index] = .text(safe) }
      case .list(let words): shown[index] = .list(redaction.arguments(words))
      default: break
      }
    }
    return shown
  }
}
