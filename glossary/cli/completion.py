"""``glossary completion``: what a shell needs to complete tasks, options and their values."""

from __future__ import annotations

import sys

from glossary.errors import GlossaryError

SHELLS = ("bash", "zsh", "fish", "powershell")
_FILES = "<file>"
_ANYTHING = "<text>"

# The options of lookup, scan and check, with what follows them; other tasks complete file names.
_BASE = {"--termbase": _FILES, "--help": "", "-o": _FILES, "--output": _FILES}
OPTIONS: dict[str, dict[str, str]] = {
    "lookup": {
        "-n": _ANYTHING,
        "--how": "exact folded prefix words substring abbreviation pinyin initials fuzzy wildcard regex",
        "--lang": "zh en",
        "--subject": _ANYTHING,
        "--in": _FILES,
        "--batch": _FILES,
        "--format": "table json jsonl tsv",
        **_BASE,
    },
    "scan": {
        "--format": "table json jsonl html docx",
        "--comments": "first all unsure none",
        "--explain": _ANYTHING,
        "--jobs": _ANYTHING,
        "--resume": "",
        "--no-colours": "",
        **_BASE,
    },
    "check": {
        "--fail-on": "error warning",
        "--strict": "",
        "--mute": _ANYTHING,
        "--mute-file": _FILES,
        "--format": "table jsonl json",
        **_BASE,
    },
    "completion": {"--help": ""},
}
_HELP = """usage: glossary completion {bash,zsh,fish,powershell}

Prints what a shell needs to complete the tasks and options of glossary.

examples:
  bash        glossary completion bash > ~/.local/share/bash-completion/completions/glossary
  zsh         glossary completion zsh > "${fpath[1]}/_glossary"      (a folder of your fpath; then start a new shell)
  fish        glossary completion fish > ~/.config/fish/completions/glossary.fish
  powershell  glossary completion powershell >> $PROFILE
"""


def run(words: list[str]) -> int:
    """Print the completion script of the shell that *words* names."""
    if words[:1] in (["-h"], ["--help"]):
        sys.stdout.write(_HELP)
        return 0
    if len(words) != 1 or words[0] not in SHELLS:
        raise GlossaryError(f"say for which shell: glossary completion {'|'.join(SHELLS)}")
    from glossary.cli import TASKS

    sys.stdout.write(script(words[0], {task: line for task, (_, line) in TASKS.items()}))
    return 0


def script(shell: str, tasks: dict[str, str]) -> str:
    """Return the completion script for *shell*; *tasks* are the tasks with a line of help each."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}[shell](tasks)


def _bash(tasks: dict[str, str]) -> str:
    options = "".join(f"        {task}) options='{' '.join(known)}' ;;\n" for task, known in OPTIONS.items())
    values = "".join(
        f"        {task}:{option}) COMPREPLY=($(compgen -W '{given}' -- \"$word\")); return ;;\n"
        for task, known in OPTIONS.items()
        for option, given in known.items()
        if given and given not in (_FILES, _ANYTHING)
    )
    return f"""# bash completion for glossary
_glossary() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" task="${{COMP_WORDS[1]}}" options='--help'
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '{" ".join(tasks)}' -- "$word"))
        return
    fi
    case "$task:$before" in
{values}    esac
    case "$task" in
{options}    esac
    case "$word" in
        -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}}
complete -o filenames -F _glossary glossary
"""


def _zsh(tasks: dict[str, str]) -> str:
    described = "\n".join(f"        '{task}:{line.replace(':', ' -')}'" for task, line in tasks.items())
    cases = ""
    for task, known in OPTIONS.items():
        cases += f"        {task})\n            _arguments '*:file:_files'"
        for option, given in known.items():
            after = (
                ""
                if not given
                else ":file:_files"
                if given == _FILES
                else ":text:"
                if given == _ANYTHING
                else f":value:({given})"
            )
            cases += f" \\\n                '{option}{after}'"
        cases += " ;;\n"
    return f"""#compdef glossary
_glossary() {{
    local -a tasks
    tasks=(
{described}
    )
    if (( CURRENT == 2 )); then
        _describe task tasks
        return
    fi
    local task=$words[2]
    shift words
    (( CURRENT-- ))
    case $task in
{cases}        *) _files ;;
    esac
}}
if [ "$funcstack[1]" = "_glossary" ]; then
    _glossary "$@"
else
    compdef _glossary glossary
fi
"""


def _fish(tasks: dict[str, str]) -> str:
    lines = ["# fish completion for glossary"]
    lines += [f"complete -c glossary -f -n __fish_use_subcommand -a {task} -d '{line}'" for task, line in tasks.items()]
    for task, known in OPTIONS.items():
        for option, given in known.items():
            name = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            after = (
                ""
                if not given
                else " -r -F"
                if given == _FILES
                else " -x"
                if given == _ANYTHING
                else f" -x -a '{given}'"
            )
            lines.append(f"complete -c glossary -n '__fish_seen_subcommand_from {task}' {name}{after}")
    return "\n".join(lines) + "\n"


def _powershell(tasks: dict[str, str]) -> str:
    def listed(words: list[str]) -> str:
        return "@(" + ", ".join(f"'{word}'" for word in words) + ")"

    options = "\n".join(f"        '{task}' = {listed(list(known))}" for task, known in OPTIONS.items())
    values = "\n".join(
        f"        '{task} {option}' = {listed(given.split())}"
        for task, known in OPTIONS.items()
        for option, given in known.items()
        if given and given not in (_FILES, _ANYTHING)
    )
    return f"""# PowerShell completion for glossary
Register-ArgumentCompleter -Native -CommandName glossary -ScriptBlock {{
    param($word, $ast, $place)
    $options = @{{
{options}
    }}
    $values = @{{
{values}
    }}
    $said = @($ast.CommandElements | ForEach-Object {{ $_.ToString() }})
    if ($word -ne '' -and $said.Count -gt 1) {{ $said = @($said[0..($said.Count - 2)]) }}
    if ($said.Count -lt 2) {{
        $known = {listed(list(tasks))}
    }} else {{
        $task = $said[1]
        $known = $values["$task $($said[-1])"]
        if ($null -eq $known -and $word -like '-*') {{ $known = $options[$task] }}
    }}
    $known | Where-Object {{ $_ -like "$word*" }} |
        ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }}
}}
"""
