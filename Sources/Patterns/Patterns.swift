// Patterns: does a value match what was asked for?
//
// In go a pattern as a user or a rule writes it and a value from the log; out
// comes yes or no. Three crafts, each a value without state:
//
// - `Glob`, the wildcards of filters and rules, in `Glob.swift`;
// - `CIDR` and `IPAddress`, address ranges, in `CIDR.swift`;
// - `EditDistance`, which word was meant, in `EditDistance.swift`.
//
// Values come from attackers. Whatever is in them, a match costs at most the
// length of the value times the length of the pattern, no match recurses, and
// none traps. The module knows nothing of audit logs and touches no file.
