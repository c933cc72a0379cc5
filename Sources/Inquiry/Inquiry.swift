// Inquiry: questions to a case.
//
// In: a `Case` (a case with what is known of Kubernetes) and a question as a
// value: an `EventFilter`, a verb and a resource. Out: rows of `Value`s, pulled
// one by one where they may be many, and why there are none (`EmptyAnswer`).
//
// The module knows what people mean (kubectl's words, who counts as having done
// something) and how to get at the rows (`EventPlan`, `EventRows`). It never
// formats output, hides no secret (Rendering does) and never writes.
//
// How a filter runs: its texts are put to the tables of tuples, each tuple once
// (`TupleVerdicts`); then either the look-ups give a short list of rows, or all
// rows are read, as integers, and their tuples' verdicts looked at.
//
// Start reading at `Case`, then `Timeline`, then `Who`.
