internal import Patterns

extension Glob {
  /// Whether the pattern of a filter stands for a value.
  ///
  /// Where there is no value, there is nothing for a wildcard to stand for: only
  /// the empty pattern asks for what is absent, which is the empty text.
  fileprivate func stands(for value: String) -> Bool {
    value.isEmpty ? pattern.isEmpty : matches(value)
  }

  /// The same of a text in UTF-8.
  fileprivate func stands(for value: Span<UInt8>) -> Bool {
    value.isEmpty ? pattern.isEmpty : matches(value)
  }
}

/// What a text must be: any of some patterns, and none of others.
struct TextCondition: Sendable, Equatable {
  var any: [Glob] = []
  var none: [Glob] = []

  /// Takes terms, each turned into a pattern.
  init(_ terms: [EventFilter.Term], pattern: (String) -> String = { $0 }) {
    for term in terms {
      let glob = Glob(pattern(term.value))
      if term.isExcluded { none.append(glob) } else { any.append(glob) }
    }
  }

  /// A condition that everything meets.
  init() {}

  /// Whether everything meets it.
  var isEmpty: Bool { any.isEmpty && none.isEmpty }

  /// The texts it asks for, if it asks for whole, written-out texts only.
  var literals: [String]? {
    guard !any.isEmpty, any.allSatisfy({ $0.isLiteral && !$0.pattern.isEmpty }) else { return nil }
    return any.map(\.pattern)
  }

  /// Whether a text meets it; what is absent is the empty text.
  func holds(_ text: String) -> Bool {
    (any.isEmpty || any.contains { $0.stands(for: text) })
      && !none.contains { $0.stands(for: text) }
  }

  /// Whether a text in UTF-8 meets it.
  func holds(_ text: Span<UInt8>) -> Bool {
    for glob in none where glob.stands(for: text) { return false }
    for glob in any where glob.stands(for: text) { return true }
    return any.isEmpty
  }

  /// Whether a list meets it: one member must be any of the patterns, no member
  /// may be one of the others.
  ///
  /// An empty list is one empty text.
  func holds(ofSome texts: [String]) -> Bool {
    let texts = texts.isEmpty ? [""] : texts
    let hasAny = any.isEmpty || texts.contains { text in any.contains { $0.stands(for: text) } }
    return hasAny && !texts.contains { text in none.contains { $0.stands(for: text) } }
  }
}

/// Which addresses a request may, and may not, have.
struct AddressCondition: Sendable, Equatable {
  /// A range, or a pattern of the text.
  enum Range: Sendable, Equatable {
    case block(CIDR)
    case pattern(Glob)

    init(_ text: String) {
      if let block = CIDR(text) { self = .block(block) } else { self = .pattern(Glob(text)) }
    }

    func contains(_ address: String) -> Bool {
      switch self {
      case .block(let block): block.contains(address)
      case .pattern(let glob): glob.stands(for: address)
      }
    }
  }

  private(set) var any: [Range] = []
  private(set) var none: [Range] = []

  init(_ terms: [EventFilter.Term]) {
    for term in terms {
      if term.isExcluded { none.append(Range(term.value)) } else { any.append(Range(term.value)) }
    }
  }

  /// Whether the addresses of a request meet it.
  func holds(_ addresses: [String]) -> Bool {
    let addresses = addresses.isEmpty ? [""] : addresses
    let hasAny = any.isEmpty || addresses.contains { one in any.contains { $0.contains(one) } }
    return hasAny && !addresses.contains { one in none.contains { $0.contains(one) } }
  }
}
