import Foundation
import Patterns
import Testing

struct CIDRTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1"), ("10.1.2.3/8", "10.9.9.9"), ("10.0.0.7", "10.0.0.7"),
    ("10.0.0.7", "::ffff:10.0.0.7"), ("::ffff:10.0.0.7", "10.0.0.7"), ("0.0.0.0/0", "8.8.8.8"),
    ("::ffff:10.0.0.0/104", "10.2.3.4"), ("::ffff:0:0/96", "10.2.3.4"), ("::/0", "fe80::1"),
    ("2001:db8::/32", "2001:DB8:0:1::5"), ("fe80::/10", "fe80::1%eth0"), ("::1", "0:0:0:0:0:0:0:1"),
    ("fe80::1%eth0", "fe80::1"), ("1::", "1:0:0:0:0:0:0:0"), ("::ffff:a00:7", "10.0.0.7"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
  ])
  func `an address lies in the range`(range: String, address: String) throws {
    let range = try #require(CIDR(range))
    #expect(range.contains(address))
  }

  @Test(arguments: [
    ("10.0.0.0/8", "11.0.0.1"), ("10.0.0.7", "10.0.0.8"), ("::/0", "10.0.0.1"),
    ("0.0.0.0/0", "::1"), ("0.0.0.0/0", "2001:db8::1"), ("10.0.0.0/8", "not an address"),
    ("10.0.0.0/8", ""), ("10.0.0.0/8", "10.0.0.1 "), ("2001:db8::/33", "2001:db8:8000::"),
  ])
  func `an address lies outside the range`(range: String, address: String) throws {
    let range = try #require(CIDR(range))
    #expect(!range.contains(address))
  }

  @Test(arguments: [
    "", "/", "10.0.0", "10.0.0.0.0", "10.0.0.256", "010.0.0.1", "10.0.0.0/", "10.0.0.0/33",
    "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "::/129", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "::1.2.3",
    "1.2.3.4::", "::1.2.3.4:5", "fe80::1%", "10.0.0.1%eth0", "[::1]", " ::1", "+1.2.3.4", "é",
    "::é",
    "1:", ":1", "1:2:", "1.2.3.4:",
  ])
  func `a text that is no range is refused`(text: String) {
    #expect(CIDR(text) == nil)
  }

  @Test func `the C library reads the same addresses`() {
    let samples = [
      "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::8", "::", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "a:b::c:", "::ffff:1.2.3.400",
      "64:ff9b::192.0.2.33", "1.2.3.4", "1.2.3", "255.255.255.255", "1..2.3", "::1::", "0::0",
    ]
    for sample in samples {
      var storage = in6_addr()
      var storage4 = in_addr()
      let isRead =
        inet_pton(AF_INET6, sample, &storage) == 1 || inet_pton(AF_INET, sample, &storage4) == 1
      #expect((IPAddress(sample) != nil) == isRead, "\(sample)")
    }
  }
}
