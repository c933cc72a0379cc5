/// A shell that completes words.
public enum CompletionShell: String, CaseIterable, Sendable {
  case bash, zsh, fish
}

/// What teaches a shell to ask a program what may come next.
///
/// The script calls the program's command `complete` with the words typed so
/// far, which prints a candidate a line, its meaning behind a tab, and `:files`
/// where a file may stand. So a script need not change when the program does.
public struct CompletionScript: Sendable {
  /// The program's name.
  public let program: String

  /// Prepares the scripts of a program.
  public init(program: String) {
    self.program = program
  }

  /// The script for a shell.
  public func text(_ shell: CompletionShell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private var bash: String {
    #"""
    # Completion of \#(program) for bash; in ~/.bashrc: source <(\#(program) completions bash)
    _\#(program)() {
      local line=${COMP_LINE:0:COMP_POINT} words word done reply
      read -ra words <<< "$line"
      [[ $line == *[[:space:]] ]] && words+=("")
      word=${words[${#words[@]} - 1]}
      # bash ends words at : and =, so what stands in front of them is there already.
      done=${word%"${word##*[:=]}"}
      COMPREPLY=()
      while IFS=$'\t' read -r reply _; do
        if [[ $reply == :files ]]; then
          compopt -o filenames 2> /dev/null
          while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "${word#"$done"}")
        else
          COMPREPLY+=("$(printf '%q' "${reply#"$done"}")")
        fi
      done < <(\#(program) complete -- "${words[@]:1}" 2> /dev/null)
      [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace 2> /dev/null
      return 0
    }
    complete -F _\#(program) \#(program)

    """#
  }

  private var zsh: String {
    #"""
    #compdef \#(program)
    # Completion of \#(program) for zsh; in a folder of $fpath as _\#(program), or in ~/.zshrc:
    # source <(\#(program) completions zsh)
    _\#(program)() {
      local word meaning
      local -a replies
      while IFS=$'\t' read -r word meaning; do
        if [[ $word == :files ]]; then
          _files
        else
          replies+=("${word//:/\\:}${meaning:+:$meaning}")
        fi
      done < <(\#(program) complete -- "${(@Q)words[2,CURRENT]}" 2> /dev/null)
      (( $#replies )) && _describe '\#(program)' replies
    }
    if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
      _\#(program) "$@"
    else
      compdef _\#(program) \#(program)
    fi

    """#
  }

  private var fish: String {
    #"""
    # Completion of \#(program) for fish; in ~/.config/fish/completions/\#(program).fish
    function __\#(program)_complete
      set -l words (commandline -opc) (commandline -ct)
      for reply in (\#(program) complete -- $words[2..-1] 2> /dev/null)
        if test "$reply" = ":files"
          __fish_complete_path (commandline -ct)
        else
          echo $reply
        end
      end
    end
    complete -c \#(program) -f -a '(__\#(program)_complete)'

    """#
  }
}
