internal import Arguments

extension ParsedArguments {
  /// The case file: `--case`, else `$SPOOR_CASE`, else `spoor.db`.
  var casePath: String {
    value(of: "case") ?? Environment["SPOOR_CASE"] ?? "spoor.db"
  }
}
