"""The command ``glossary``: parse, call, show, exit code. Each task is a module of its own, imported when it is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from glossary.errors import GlossaryError
from termbase.errors import TermbaseError

# task -> (module, one line for --help)
TASKS = {
    "lookup": ("glossary.cli.lookup", "find concepts for what you type"),
    "scan": ("glossary.cli.scan", "find the terms, short forms and references in documents"),
    "build": ("glossary.cli.build", "make a glossary of documents: TBX, PO, CSV, ..."),
    "candidates": ("glossary.cli.candidates", "find terms and names the termbase does not have yet"),
    "align": ("glossary.cli.align", "find the term pairs of two language versions, or of a bilingual file"),
    "concordance": ("glossary.cli.concordance", "show every place of a term with what stands around it"),
    "check": ("glossary.cli.checking", "hold the English of a bitext against what its Chinese means"),
    "export": ("glossary.cli.exporting", "write the termbase, or a part of it, to a file"),
    "import": ("glossary.cli.importing", "take concepts from files into the termbase"),
    "convert": ("glossary.cli.converting", "turn one glossary file into another, without a termbase"),
    "termbase": ("glossary.cli.upkeep", "look after the termbase: stats, validate, history, backup, ..."),
    "completion": ("glossary.cli.completion", "print what your shell needs to complete tasks and options"),
}

_USAGE = """usage: glossary TASK ...

Finds United Nations terms in Chinese text and says, at every place, what they mean in English.

tasks:
{tasks}

examples:
  glossary lookup 执行局
  glossary scan report.txt
  glossary build report.docx -o glossary.tbx

`glossary TASK --help` shows the options of a task. --termbase FILE, or the environment variable GLOSSARY_TERMBASE,
chooses another termbase than the United Nations one that comes with the program.
"""


def main(argv: list[str] | None = None) -> int:
    """Run the command line *argv* (without the program's name) and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    _speak_utf8()
    if not words or words[0] in ("-h", "--help"):
        print(_USAGE.format(tasks="\n".join(f"  {task:<11} {line}" for task, (_, line) in TASKS.items())), end="")  # noqa: T201
        return 0 if words else 2
    if words[0] in ("-V", "--version"):
        from importlib.metadata import version

        print(f"glossary {version('un-glossary')}")  # noqa: T201
        return 0
    if words[0] not in TASKS:
        from difflib import get_close_matches

        near = get_close_matches(words[0], TASKS, 1)
        hint = f"; did you mean `glossary {near[0]}`?" if near else f"; the tasks are {', '.join(TASKS)}"
        return _refuse(f"there is no task {words[0]!r}{hint}")
    try:
        return int(import_module(TASKS[words[0]][0]).run(words[1:]))
    except (GlossaryError, TermbaseError) as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        print("glossary: interrupted; nothing was left half done", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:  # the reader has seen enough
        _silence()
        return 0
    except OSError as error:  # a full disk behind standard output
        _silence()
        return _refuse(f"{error.filename or 'the output cannot be written'}: {error.strerror or error}")
    except MemoryError:
        return _refuse("there is not enough memory for this; give fewer or smaller files at a time")


def _silence() -> None:
    """Let what standard output still holds go nowhere, so that Python does not complain when it ends."""
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(message: str) -> int:
    print(f"glossary: {message}", file=sys.stderr)  # noqa: T201
    return 2


def _speak_utf8() -> None:
    """Windows consoles and pipes default to a code page that cannot say most of our output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")
