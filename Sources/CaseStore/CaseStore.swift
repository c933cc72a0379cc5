// CaseStore: one SQLite file that holds a case.
//
// In: `EventBatch`es and packed blocks of evidence, in the order of the
// evidence (`CaseWriter`). Out: rows (`CaseReader`), and the evidence itself.
//
// The module knows the schema, how stages merge into requests, what is a
// duplicate, the hash chain and the look-ups. It parses no audit JSON and knows
// no question.
//
// Three ideas carry it (shared/design.md, part 3):
// - a star: an event is a row of integers, its texts stand in five tables of
//   whole tuples;
// - the row id carries the time, and its low bits a hash of the request, so
//   order by time needs no index and a copy is found by looking in one place
//   (`EventPlace`);
// - look-ups are sorted segments written beside the rows (`LookupSegment`).
//   They only accelerate.
//
// Start reading at `Schema`, then `CaseWriter`.
