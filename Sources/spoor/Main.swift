internal import Glibc

// The program: words in, an exit status out. It knows the commands
// (`Commands/`), the terminal (`Frame/`), how values are written (`Values/`)
// and every sentence of an error (`Messages/`); what a command does is in the
// modules. Nothing is done before the command is known: every question pays
// for the start.

@main
enum Spoor {
  static func main() {
    // A reader that has seen enough closes the pipe: writing says so then.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow further is a write that fails, with a reason.
    signal(SIGXFSZ, SIG_IGN)
    let words = Array(CommandLine.arguments.dropFirst())
    exit(Dispatch.run(words, terminal: .current()).rawValue)
  }
}
