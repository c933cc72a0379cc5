internal import LogBytes

/// Where the fields of one event lie in a batch's text.
struct EventFields {
  var level = TextRange.none
  var auditID = TextRange.none
  var stage = TextRange.none
  var requestURI = TextRange.none
  var verb = TextRange.none
  var user = TextRange.none
  var impersonatedUser = TextRange.none
  var sourceIPs = TextRange.none
  var userAgent = TextRange.none
  var objectRef = TextRange.none
  var responseStatus = TextRange.none
  var requestObject = TextRange.none
  var responseObject = TextRange.none
  var received = TextRange.none
  var stageTime = TextRange.none
  var annotations = TextRange.none
  /// v1alpha1 and v1beta1: the time of the stage, in whole seconds.
  var timestamp = TextRange.none
  /// v1alpha1 and v1beta1: `creationTimestamp` in it.
  var metadata = TextRange.none

  /// The framer's numbers of two values, 0 where it has none.
  var userNumber: Int32 = 0
  var annotationsNumber: Int32 = 0

  /// Puts a value where its key belongs; the last of equal keys counts.
  @inline(__always)
  mutating func set(_ key: EventKey, _ value: TextRange, number: Int32) {
    switch key {
    case .level: level = value
    case .auditID: auditID = value
    case .stage: stage = value
    case .requestURI: requestURI = value
    case .verb: verb = value
    case .user: (user, userNumber) = (value, number)
    case .impersonatedUser: impersonatedUser = value
    case .sourceIPs: sourceIPs = value
    case .userAgent: userAgent = value
    case .objectRef: objectRef = value
    case .responseStatus: responseStatus = value
    case .requestObject: requestObject = value
    case .responseObject: responseObject = value
    case .requestReceivedTimestamp: received = value
    case .stageTimestamp: stageTime = value
    case .annotations: (annotations, annotationsNumber) = (value, number)
    case .timestamp: timestamp = value
    case .metadata: metadata = value
    case .other: break
    }
  }
}

/// The keys of audit.k8s.io Event that columns are made of.
enum EventKey: String, CaseIterable {
  case level, auditID, stage, requestURI, verb, user, impersonatedUser, sourceIPs, userAgent
  case objectRef, responseStatus, requestObject, responseObject, requestReceivedTimestamp
  case stageTimestamp, annotations, timestamp, metadata
  case other
}

/// Recognises keys by their place: a writer keeps the order of its fields, so
/// the key at some place is nearly always the one that was there before.
struct KeyLayout {
  private struct Place {
    var count: Int32 = -1
    var first: UInt64 = 0
    var middle: UInt64 = 0
    var last: UInt64 = 0
    var key = EventKey.other
  }

  /// Longer keys than any of an event are not remembered.
  private static let longest: Int32 = 24

  private var places: [Place] = []
  private var unescaped: [UInt8] = []

  /// The key of the member at a place of its record.
  mutating func key(at index: Int, _ member: Member, _ text: TextBytes) -> EventKey {
    if index >= places.count { places.append(Place()) }
    guard member.keyCount <= Self.longest else { return identifyLong(member, text) }
    let place = Self.place(of: member, text)
    let known = places[index]
    if known.count == place.count, known.first == place.first, known.last == place.last,
      known.middle == place.middle
    {
      return known.key
    }
    places[index] = place
    places[index].key = identify(member, text)
    return places[index].key
  }

  /// All the bytes of a key: its first, last and, where it has more than
  /// sixteen, middle eight.
  @inline(__always)
  private static func place(of member: Member, _ text: TextBytes) -> Place {
    let start = Int(member.keyStart)
    let count = Int(member.keyCount)
    let first = text.eightBytes(at: start)
    guard count < 8 else {
      return Place(
        count: member.keyCount, first: first,
        middle: count > 16 ? text.eightBytes(at: start + 8) : 0,
        last: text.eightBytes(at: start + count - 8))
    }
    return Place(count: member.keyCount, first: first & (1 << (UInt64(count) * 8) - 1))
  }

  private mutating func identifyLong(_ member: Member, _ text: TextBytes) -> EventKey {
    let isEscaped = text.isEscaped(TextRange(start: member.keyStart, count: member.keyCount))
    return isEscaped ? identify(member, text) : .other
  }

  private mutating func identify(_ member: Member, _ text: TextBytes) -> EventKey {
    unescaped.removeAll(keepingCapacity: true)
    text.appendUnescaped(
      TextRange(start: member.keyStart, count: member.keyCount), to: &unescaped)
    return EventKey(rawValue: String(decoding: unescaped, as: UTF8.self)) ?? .other
  }
}
