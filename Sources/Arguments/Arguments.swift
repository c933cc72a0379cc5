// Arguments: the grammar of a command line, as a value.
//
// In go a `CommandGrammar`, which a program writes once and which holds all
// that is to know about its commands, and the words a user typed; out come
// `ParsedArguments`, or a `UsageError` that carries facts and no sentence.
// From the same grammar `HelpText` writes what `-h` and `--help` print,
// `ManualPage` the manual page, and `Completion` says what may come next, for
// the shells that `CompletionScript` teaches to ask.
//
// The conventions are GNU's: `--key value`, `--key=value`, `-n value`,
// `-nvalue`, flags in one word (`-Av`), options anywhere, `--` ends them, `-`
// is an operand. As kubectl does, `-n=value` is understood as `-n value`.
// Names are never abbreviated, so that a new option breaks no script; a wrong
// one is answered with the nearest. A value that begins with `-` (a number
// aside) needs `--key=-value`, so that a forgotten value takes no option.
//
// The module never prints, never exits, and knows nothing of audit logs. Start
// reading in `CommandGrammar.swift`, then `ArgumentReader.swift`.
