// AuditEvents: from the JSON text of one record to columns.
//
// In: a `RecordBatch`. Out: an `EventBatch`: one `Event` of integers a record,
// the tuples (actor, operation, object, result, client) that were seen for the
// first time, the facts of bodies, and what turned out to be no audit event.
//
// The module knows the schema audit.k8s.io/v1, v1beta1 and v1alpha1, times,
// verbs, actors and outcomes (shared/formats.md, part 1). It touches no file
// and no SQL.
//
// A tuple is interned by the raw JSON of its fields, so that a record whose
// user, address and answer were seen before costs five hashes and no decoding;
// only a new tuple is read.
//
// Start reading at `EventDecoder`.
