import Patterns
import Testing

struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("ingets", "ingest", 1),
    ("who", "who", 0), ("namspace", "namespace", 1), ("ab", "ba", 1),
  ])
  func `a distance counts edits and swaps`(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }

  @Test(arguments: [
    ("namspace", "namespace"), ("Namespace", "namespace"), ("usr", "user"), ("time", "timeline"),
    ("formt", "format"), ("uder", "user"),
  ])
  func `the nearest word is suggested`(typed: String, meant: String) {
    let words = ["namespace", "user", "group", "timeline", "format"]
    #expect(EditDistance.closestMatch(to: typed, in: words) == meant)
  }

  @Test(arguments: ["", "x", "completely", "zzz", String(repeating: "user", count: 100)])
  func `nothing is suggested when no word is near`(typed: String) {
    #expect(EditDistance.closestMatch(to: typed, in: ["namespace", "user", "group"]) == nil)
  }

  @Test func `of equally near words the first is suggested`() {
    #expect(EditDistance.closestMatch(to: "show", in: ["shop", "shot"]) == "shop")
  }
}
