"""Writes the pages of docs/reference that follow from the program: run it when a test says that they are stale.

python docs/generate.py
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from glossary.cli import TASKS, main
from glossary.cli.upkeep import ACTIONS
from termbase import formats
from termbase.formats.base import Keeps
from termbase.formats.profiles import PROFILES
from termbase.validate import CODES

REFERENCE = Path(__file__).parent / "reference"


def cli() -> str:
    """Return the page of the command line: every task's own --help."""
    pages = ["# The command line\n\nMade from the program's own `--help`; do not edit.\n", _block(["--help"])]
    for task in TASKS:
        pages.append(f"\n## glossary {task}\n\n{_block([task, '--help'])}")
        if task == "termbase":
            pages += [f"\n### glossary {task} {action}\n\n{_block([task, action, '--help'])}" for action in ACTIONS]
    return "\n".join(pages)


def _block(words: list[str]) -> str:
    os.environ["COLUMNS"] = "110"
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        main(words)
    return f"```text\n{shown.getvalue().rstrip()}\n```\n"


def format_table() -> str:
    """Return the page of the file formats: what each keeps, and the profiles of clients."""
    infos = [formats.get(name).info for name in formats.NAMES]
    lines = [
        "# File formats\n\nMade from the program; do not edit.\n",
        "| name | files | reads | writes | |",
        "|---|---|---|---|---|",
    ]
    for info in infos:
        marks = ["yes" if flag else "-" for flag in (info.reads, info.writes)]
        lines.append(f"| `{info.name}` | {' '.join(info.suffixes)} | {marks[0]} | {marks[1]} | {info.title} |")
    lines += ["\n## What comes back from a file as it was written\n", "| | " + " | ".join(i.name for i in infos) + " |"]
    lines.append("|---" * (len(infos) + 1) + "|")
    for keeps in Keeps:
        lines.append(f"| {keeps.value} | " + " | ".join("yes" if keeps in i.keeps else "-" for i in infos) + " |")
    lines += ["\nWhat a format cannot carry is counted and said when a file is written.\n", "## Profiles\n"]
    lines += [
        "`--profile CLIENT` chooses the format, the language tags and the switches that suit a client.\n",
        "| client | format | why |",
        "|---|---|---|",
    ]
    lines += [f"| `{p.name}` | {p.format} | {p.why} |" for p in PROFILES.values()]
    return "\n".join(lines) + "\n"


def codes() -> str:
    """Return the page of the codes of findings."""
    from glossary.resolve.findings import CODES as FINDINGS

    lines = [
        "# Codes\n\nMade from the program; do not edit.\n",
        "## Of `glossary termbase validate`\n",
        "| code | means |",
        "|---|---|",
    ]
    lines += [f"| {code} | {means} |" for code, means in CODES.items()]
    lines += ["\n## Of `glossary scan`\n", "| code | means |", "|---|---|"]
    lines += [f"| {code} | {means} |" for code, means in FINDINGS.items()]
    return "\n".join(lines) + "\n"


PAGES = {"cli.md": cli, "formats.md": format_table, "codes.md": codes}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8", newline="\n")
