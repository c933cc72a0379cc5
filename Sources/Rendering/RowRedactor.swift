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
      if let safe = redacted(row[index], isURI: isURI) { shown[index] = safe }
    }
    return shown
  }

  /// The value of a column, as it may be shown.
  func redacted(_ value: Value, column: Int) -> Value {
    guard let watched = columns.first(where: { $0.index == column }) else { return value }
    return redacted(value, isURI: watched.isURI) ?? value
  }

  /// What is to be shown instead; nil where the value may be.
  private func redacted(_ value: Value, isURI: Bool) -> Value? {
    switch value {
    case .text(let text):
      let safe = isURI ? redaction.requestURI(text) : redaction.text(text)
      return safe == text ? nil : .text(safe)
    case .list(let words): return .list(redaction.arguments(words))
    default: return nil
    }
  }
}
