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
  /// The level, where a pipeline has put its own in the place of it.
  var keptLevel = TextRange.none
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
    case .k8sLevel, .openshiftLevel: keptLevel = value
    case .other: break
    }
  }

  /// The value of a key.
  subscript(key: EventKey) -> TextRange {
    switch key {
    case .level: level
    case .auditID: auditID
    case .stage: stage
    case .requestURI: requestURI
    case .verb: verb
    case .user: user
    case .impersonatedUser: impersonatedUser
    case .sourceIPs: sourceIPs
    case .userAgent: userAgent
    case .objectRef: objectRef
    case .responseStatus: responseStatus
    case .requestObject: requestObject
    case .responseObject: responseObject
    case .requestReceivedTimestamp: received
    case .stageTimestamp: stageTime
    case .annotations: annotations
    case .timestamp: timestamp
    case .metadata: metadata
    case .k8sLevel, .openshiftLevel: keptLevel
    case .other: .none
    }
  }
}

/// The keys of audit.k8s.io Event that columns are made of.
enum EventKey: String, CaseIterable {
  case level, auditID, stage, requestURI, verb, user, impersonatedUser, sourceIPs, userAgent
  case objectRef, responseStatus, requestObject, responseObject, requestReceivedTimestamp
  case stageTimestamp, annotations, timestamp, metadata
  /// OpenShift's logging, whose own `level` is `default`.
  case k8sLevel = "k8s_audit_level"
  case openshiftLevel = "openshift_audit_level"
  case other
}

/// Recognises keys by the framer's number of them, place by place; what it has
/// no number for is read.
struct KeyLayout {
  private struct Place {
    var number: Int32 = 0
    var key = EventKey.other
  }

  private static let placeCount = 32

  /// First those of records, then those of objects inside records.
  private var places = [Place](repeating: Place(), count: 2 * placeCount)
  private var unescaped: [UInt8] = []

  /// The key of the member at a place of its record.
  @inline(__always)
  mutating func key(at index: Int, _ member: Member, _ text: TextBytes) -> EventKey {
    guard member.keyNumber > 0, index < Self.placeCount else { return identify(member, text) }
    let place = member.keyNumber > Member.innerKeys ? index + Self.placeCount : index
    if places[place].number == member.keyNumber { return places[place].key }
    let key = identify(member, text)
    places[place] = Place(number: member.keyNumber, key: key)
    return key
  }

  @inline(never)
  private mutating func identify(_ member: Member, _ text: TextBytes) -> EventKey {
    unescaped.removeAll(keepingCapacity: true)
    text.appendUnescaped(
      TextRange(start: member.keyStart, count: member.keyCount), to: &unescaped)
    return EventKey(rawValue: String(decoding: unescaped, as: UTF8.self)) ?? .other
  }
}
