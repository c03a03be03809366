import shutil
import subprocess

import pytest

from glossary.cli import TASKS, completion, main
from glossary.cli import lookup as lookup_module

_TASKS = {task: line for task, (_, line) in TASKS.items()}


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_every_script_names_the_tasks_and_the_ways_of_matching(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(task in script for task in TASKS)
    assert "abbreviation" in script
    assert "\t" not in script


def test_the_options_are_those_of_the_parser(capsys):
    with pytest.raises(SystemExit):
        lookup_module._parsed(["--help"])
    told = capsys.readouterr().out
    for option in completion.OPTIONS["lookup"]:
        assert option in told
    assert completion.OPTIONS["lookup"]["--how"].split() == lookup_module._WAYS
    assert completion.OPTIONS["lookup"]["--format"].split() == list(lookup_module._STYLES)


def test_another_shell_is_refused(capsys):
    assert main(["completion", "tcsh"]) == 2
    assert "bash|zsh|fish|powershell" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["glossary", "loo"], "lookup"),
        (["glossary", "lookup", "--how", "abb"], "abbreviation"),
        (["glossary", "lookup", "--form"], "--format"),
    ],
)
def test_bash_completes(words, offered):
    script = completion.script("bash", _TASKS)
    program = (
        f'{script}\nCOMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; _glossary; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [offered]
