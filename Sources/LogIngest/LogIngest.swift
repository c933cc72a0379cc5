// LogIngest: from a list of evidence to a tally.
//
// In: paths and options. Out: a case with the evidence in it, and a report of
// the run. This is the one place with concurrency: three lanes and the caller,
// joined by bounded channels, in the order of the evidence.
//
//     reader ──▶ blocks ──┬──▶ packer  ──▶ packed blocks ──┐
//     (files, unpacking)  └──▶ decoder ──▶ event batches ──┴──▶ caller: CaseWriter
//
// Each lane is a queue of its own, never the cooperative pool: all of them
// block. The module knows order, batches, progress and resuming; no SQL and no
// field name.
//
// What is no event by itself is unwrapped on the decoder's lane, by the tables of
// `queries/formats` (`EvidenceDecoder`, `Formats`).
//
// Start reading at `Ingest`.
