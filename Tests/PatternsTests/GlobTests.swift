import Patterns
import Testing

struct GlobTests {
  @Test(arguments: [
    ("", ""), ("*", ""), ("*", "a/b"), ("**", "x"), ("pods", "pods"), ("pods/*", "pods/exec"),
    ("pods/*", "pods/"), ("*:kube-system:*", "system:serviceaccount:kube-system:default"),
    ("a?c", "abc"), ("a?c", "aéc"), ("?", "🙂"), ("*?", "é"), ("??", "e\u{301}"),
    ("*.log", ".log.log"),
    ("a*b*c", "aXbYbZc"), ("[ab]", "[ab]"), (#"a\*"#, #"a\anything"#), ("*é*", "caféine"),
    ("kubectl/*", "kubectl/v1.31.0 (linux/amd64)"),
  ])
  func `a whole value matches`(pattern: String, value: String) {
    #expect(Glob(pattern).matches(value))
  }

  @Test(arguments: [
    ("", "a"), ("pods", "pods/exec"), ("pods", "Pods"), ("pods/*", "pods"), ("?", ""), ("??", "é"),
    ("*??", "€"), ("a?c", "ac"), ("a*b", "abc"), ("*.log", "x.log.gz"), ("[ab]", "a"), ("a*", "ba"),
  ])
  func `a part of a value does not match`(pattern: String, value: String) {
    #expect(!Glob(pattern).matches(value))
  }

  @Test(arguments: [
    ("pods", true, "pods"), ("pods/*", false, "pods/"), ("*x", false, ""), ("é?", false, "é"),
    ("", true, ""),
  ])
  func `what stands before the first wildcard is known`(
    pattern: String, isLiteral: Bool, prefix: String
  ) {
    #expect(Glob(pattern).isLiteral == isLiteral)
    #expect(Glob(pattern).literalPrefix == prefix)
  }

  @Test func `a run of stars means what one star means`() {
    #expect(Glob("a**b") == Glob("a*b"))
    #expect(Set([Glob("a***"), Glob("a*")]).count == 1)
    #expect(Glob("a**b").pattern == "a**b")
  }

  @Test(.timeLimit(.minutes(1)))
  func `many stars over a long hostile value stay cheap`() {
    let value = String(repeating: "a", count: 100_000)
    #expect(!Glob(String(repeating: "a*", count: 30) + "b").matches(value))
    #expect(!Glob(String(repeating: "*a?", count: 30) + "b").matches(value))
  }

  @Test func `random globs agree with a plain recursive matcher`() {
    var seed: UInt64 = 0x5eed
    for _ in 0..<20_000 {
      let pattern = randomText(of: ["a", "b", "é", "*", "?"], upTo: 7, seed: &seed)
      let value = randomText(of: ["a", "b", "é"], upTo: 8, seed: &seed)
      let expected = matchesPlainly(Array(pattern.unicodeScalars), Array(value.unicodeScalars))
      #expect(Glob(pattern).matches(value) == expected, "Glob(\"\(pattern)\") and \"\(value)\"")
    }
  }

  private func randomText(of letters: [String], upTo length: Int, seed: inout UInt64) -> String {
    var text = ""
    for _ in 0..<Int(next(&seed) % UInt64(length + 1)) {
      text += letters[Int(next(&seed) % UInt64(letters.count))]
    }
    return text
  }

  private func next(_ seed: inout UInt64) -> UInt64 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return seed >> 33
  }

  private func matchesPlainly(_ pattern: [Unicode.Scalar], _ value: [Unicode.Scalar]) -> Bool {
    guard let first = pattern.first else { return value.isEmpty }
    let rest = Array(pattern.dropFirst())
    if first == "*" {
      return (0...value.count).contains { matchesPlainly(rest, Array(value.dropFirst($0))) }
    }
    guard let head = value.first, first == "?" || first == head else { return false }
    return matchesPlainly(rest, Array(value.dropFirst()))
  }
}
