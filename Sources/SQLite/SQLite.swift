// SQLite: what Spoor needs of libsqlite3, as Swift values.
//
// In go SQL text and bound values; out come rows, counts and `SQLiteError`s.
// Nothing here knows what a case file is, and no C pointer leaves the module.
//
// Start reading at `Connection`, then `Statement`. `Connection+Rules` holds what
// makes a connection safe to point at a file or at SQL that came from elsewhere:
// limits, options, the authoriser, the progress handler.
//
// Both are classes, where the house prefers values: each is a C handle with an
// identity that must be closed exactly once, callers keep statements in arrays,
// dictionaries and optionals, and a statement must keep its connection open.
// Neither is Sendable: one thread at a time. Only `Interrupter` may cross threads.
