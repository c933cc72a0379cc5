/// A table of tuples.
///
/// The raw value is its name in the schema.
enum TupleTable: String, CaseIterable {
  case actor, operation, object, result, client

  /// Its key, which is also the name of the reference in `event`.
  var key: String { rawValue + "_id" }
}

/// A column of a tuple that filters look at.
///
/// The raw value is its name in the schema, so that no SQL is ever made of
/// anything else.
enum TupleColumn: String {
  case user
  case groups = "user_groups"
  case impersonated = "impersonated_user"
  case credential = "credential_id"
  case verb
  case group = "api_group"
  case resource
  case subresource
  case namespace
  case name
  case code
  case outcome
  case addresses = "source_ips"
  case agent = "user_agent"
}
