internal import SQLite

/// An object whose life is followed: what is known of it, and what may have
/// changed since.
struct FollowedObject {
  /// A request that was carried out and of which no body was kept.
  struct Hidden: Equatable {
    let actor: String
    let time: String?
  }

  /// More changes of the status than this are thinned out.
  private static let mostWitnesses = 512

  var state = ObjectState()
  var hidden: [Hidden] = []
  /// Changes of the status since, in order: their answers have the whole object.
  private(set) var witnesses: [EventRow] = []

  /// The object is known anew.
  mutating func restart() { (hidden, witnesses) = ([], []) }

  /// The object was deleted.
  mutating func end() { self = FollowedObject() }

  /// Remembers a change of the status.
  mutating func add(witness row: EventRow) {
    witnesses.append(row)
    guard witnesses.count > Self.mostWitnesses else { return }
    witnesses = witnesses.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// Who may have changed what the next request shows; nil where every request
  /// in the log tells.
  var hiddenText: String? {
    guard let last = hidden.last else { return nil }
    let others = hidden.count > 1 ? " or \(hidden.count - 1) before it" : ""
    let time = last.time.map { " at \($0)" } ?? ""
    return
      "before, perhaps by the request of \(last.actor)\(time)\(others), whose body was not kept"
  }
}

extension HistorySearch {
  /// Changes that nobody asked for in a request at hand, and whose they are.
  typealias Group = (label: String, changes: [ObjectState.Change])

  /// Sorts what a request did not ask for by whose it is.
  func groups(
    of told: ObjectState.Told, _ followed: inout FollowedObject
  ) throws(InquiryError) -> [Group] {
    guard !told.others.isEmpty else { return [] }
    switch told.origin {
    case .server: return [("by the server", told.others)]
    case .either:
      return [("by it, of which no request body was kept, or before it", told.others)]
    case .before: break
    }
    var groups: [Group] = []
    var answers = WitnessAnswers(rows: followed.witnesses, bodies: bodies)
    for change in told.others {
      let label = try label(of: change, followed, &answers)
      if let place = groups.firstIndex(where: { $0.label == label }) {
        groups[place].changes.append(change)
      } else {
        groups.append((label, [change]))
      }
    }
    return groups
  }

  private func label(
    of change: ObjectState.Change, _ followed: FollowedObject, _ answers: inout WitnessAnswers
  ) throws(InquiryError) -> String {
    let unlogged = followed.hiddenText ?? "before, by a request not in the log"
    guard let first = try answers.first(with: change) else { return unlogged }
    let row = followed.witnesses[first]
    let time = row.time.map { " at \($0.text)" } ?? ""
    // What somebody sends with a status changes metadata, nothing else.
    guard change.path.hasPrefix("metadata."), try answers.asks(first, for: change) else {
      return "\(unlogged) (seen first\(time))"
    }
    let actor = try InquiryError.wrapping { () throws(SQLiteError) in try rowTexts.actor(row) }
    return "before, by \(actor.text) with a change of the status\(time)"
  }
}

/// The answers to changes of an object's status, read as they are needed.
struct WitnessAnswers {
  let rows: [EventRow]
  let bodies: EventBodies
  private var read: [Int: (request: FieldList?, answer: FieldList?)] = [:]

  init(rows: [EventRow], bodies: EventBodies) {
    self.rows = rows
    self.bodies = bodies
  }

  /// The first answer that has a change's new value, if the last one has it.
  mutating func first(with change: ObjectState.Change) throws(InquiryError) -> Int? {
    guard !rows.isEmpty, try has(rows.count - 1, change) else { return nil }
    var (low, high) = (0, rows.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if try has(middle, change) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether a request itself sent the new value.
  mutating func asks(_ index: Int, for change: ObjectState.Change) throws(InquiryError) -> Bool {
    guard let request = try fields(index).request else { return false }
    return request.values[change.path] == change.new
  }

  private mutating func has(
    _ index: Int, _ change: ObjectState.Change
  ) throws(InquiryError) -> Bool {
    guard let answer = try fields(index).answer else { return false }
    return answer.values[change.path] == change.new
  }

  private mutating func fields(
    _ index: Int
  ) throws(InquiryError) -> (request: FieldList?, answer: FieldList?) {
    if let found = read[index] { return found }
    let found = try bodies.bodies(of: rows[index])
    let fields = (found.request.map(FieldList.init), found.response.map(FieldList.init))
    read[index] = fields
    return fields
  }
}
