public import CaseStore
internal import Knowledge
internal import SQLite

/// A case to put questions to.
public struct Case {
  /// The case itself.
  public let reader: CaseReader
  /// The kinds that are known by name.
  public let catalog: ResourceCatalog
  let operations: ObservedOperations
  let controllers: ControllerAccounts
  let owners: OwnerRules

  /// Opens a case.
  ///
  /// - Throws: `caseFile` where there is none, or none that can be read.
  public init(path: String) throws(InquiryError) {
    let reader = try InquiryError.reading { () throws(CaseError) in try CaseReader(path: path) }
    try self.init(reader)
  }

  /// Takes a case that is open.
  ///
  /// - Parameter catalog: the kinds to know by name; by default those that are
  ///   built into the program.
  public init(_ reader: CaseReader, catalog: ResourceCatalog? = nil) throws(InquiryError) {
    self.reader = reader
    do throws(KnowledgeError) {
      self.catalog = if let catalog { catalog } else { try ResourceCatalog.shipped() }
      controllers = try ControllerAccounts.shipped()
      owners = try OwnerRules.shipped()
    } catch {
      throw .knowledge(error)
    }
    operations = try InquiryError.wrapping { () throws(SQLiteError) in
      try ObservedOperations(reader.connection)
    }
  }

  var resolver: ResourceResolver { ResourceResolver(catalog: catalog, observed: operations) }

  /// The conditions of a filter on this case's rows.
  func conditions(of filter: EventFilter) throws(InquiryError) -> RequestConditions {
    try FilterCompiler(reader: reader, resolver: resolver).conditions(of: filter)
  }

  /// The rows of a filter, in order of time.
  func rows(
    _ filter: EventFilter, everyStage: Bool, width: EventRow.Width
  ) throws(InquiryError) -> EventRows {
    let conditions = try conditions(of: filter)
    let tests = RowTests(conditions, reader.connection)
    let candidates = try EventPlan(reader: reader).candidates(conditions, tests)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      try EventRows(
        reader, tests, everyStage: everyStage, width: width, candidates: candidates)
    }
  }
}
