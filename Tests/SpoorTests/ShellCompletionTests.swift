import Foundation
import TestSupport
import Testing

/// The scripts of `spoor completions`, run by the shells they are for.
@Suite struct ShellCompletionTests {
  /// What somebody types, and the word that the shell makes of its last one.
  private static let typed = [
    ("spoor tim", "timeline"),
    ("spoor timeline --outc", "--outcome"),
    ("spoor timeline --outcome den", "denied"),
    ("spoor timeline --user al", "alice@example.com"),
    ("spoor timeline --user=al", "--user=alice@example.com"),
    ("spoor timeline --resource networkp", "networkpolicies"),
    ("spoor timeline -n op", "ops"),
    ("spoor who deleted pods/backup-v", "pods/backup-verify"),
    (
      "spoor what system:serviceaccount:kube-system:generic",
      "system:serviceaccount:kube-system:generic-garbage-collector"
    ),
    ("spoor query cluster-adm", "cluster-admins"),
    ("spoor query images -p reg", "registry="),
    ("spoor ingest seized-l", "seized-log.json"),
  ]

  private let scratch: Scratch

  /// A folder like an investigator's: a case, and a log yet to be ingested.
  init() throws {
    let test = try SpoorCase("spoor.db")
    scratch = test.scratch
    let (folder, _) = try RawLog.incident()
    #expect(try test.ingest([folder.path]).status == 0)
    _ = try scratch.write("seized-log.json", [])
  }

  /// What a shell prints when it runs a script of this test in that folder.
  private func run(_ shell: String, _ options: [String], _ script: String) throws -> [String] {
    let file = try scratch.write("script", Array(script.utf8))
    let programs = Tool.executable.deletingLastPathComponent().path
    let outcome = try Command.run(
      "bash",
      [
        "-c",
        """
        unset SPOOR_CASE; cd "$0" && export PATH="$1:$PATH" HOME="$0" && shift
        exec timeout 60 "$@" < /dev/null
        """,
        scratch.folder.path, programs, shell,
      ] + options + [file])
    #expect(outcome.status == 0 && outcome.stderr == "", "\(shell): \(outcome.stderr)")
    return outcome.text.split(separator: "\n").map(String.init)
  }

  private func expect(_ words: [String], of shell: String) {
    #expect(words.count == Self.typed.count, "\(shell): \(words)")
    for (typed, word) in zip(Self.typed, words) {
      #expect(word == typed.1, "\(shell), after \(typed.0)")
    }
  }

  /// The lines as arguments of a function of the shell.
  private static func calls(_ function: String) -> String {
    typed.map { "\(function) '\($0.0)'\n" }.joined()
  }

  @Test func `bash completes commands, options, values of the case, and files`() throws {
    let words = try run(
      "bash", ["--norc"],
      """
      source <(spoor completions bash)
      try() {
        COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
        _spoor spoor
        # What bash keeps: it ends words at : and =.
        word=${1##* }
        echo "${word%"${word##*[:=]}"}${COMPREPLY[*]}"
      }
      \(Self.calls("try"))
      """)
    expect(words, of: "bash")
  }

  @Test(.enabled(if: Shell.exists("fish"), "there is no fish here (apt-get install fish)"))
  func `fish completes commands, options, values of the case, and files`() throws {
    let words = try run(
      "fish", ["--no-config"],
      """
      spoor completions fish | source
      function try
        complete -C $argv[1] | cut -f1
      end
      \(Self.calls("try"))
      """)
    expect(words, of: "fish")
  }

  /// A zsh of its own, at a terminal: what its line editor holds after a tab.
  @Test(.enabled(if: Shell.exists("zsh"), "there is no zsh here (apt-get install zsh)"))
  func `zsh completes commands, options, values of the case, and files`() throws {
    let words = try run(
      "zsh", ["-f"],
      """
      mkdir -p functions && spoor completions zsh > functions/_spoor
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D'
      zpty -w shell 'report() { print -r -- "{$BUFFER}"; BUFFER= }; zle -N report'
      zpty -w shell 'bindkey "^X" report; stty cols 400; print -r -- "{"ready"}"'
      zpty -r shell answer '*{ready}*'
      try() {
        zpty -w -n shell "$1"$'\\t\\x18'
        zpty -r shell answer '*{spoor *}*'
        answer=${${answer##*\\{}%%\\}*}
        print -r -- ${${answer% }##* }
      }
      \(Self.calls("try"))
      zpty -d shell
      """)
    expect(words, of: "zsh")
  }
}

/// Shells of this machine.
enum Shell {
  static func exists(_ name: String) -> Bool {
    (try? Command.run("bash", ["-c", "command -v \"$0\"", name]).status == 0) ?? false
  }
}
