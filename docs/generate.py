"""Writes the pages of docs/reference that follow from the program: run it when a test says that they are stale.

python docs/generate.py
"""

from __future__ import annotations

import contextlib
import io
import os
import re
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
    lines += ["\nWhat a format cannot carry is counted and said when a file is written.\n", _READING, "## Switches\n"]
    lines += ["`--option NAME=VALUE` sets a writer's switch; the first value is what it does without.\n"]
    lines += ["| format | switches |", "|---|---|"]
    for name in formats.NAMES:
        said = " ".join((formats.get(name).module.write.__doc__ or "").split()) if formats.get(name).info.writes else ""
        if found := re.search(r"[Oo]ptions?: (.*?)\.( |$)", said):
            lines.append(f"| `{name}` | {found[1]} |")
    lines.append("\n## Profiles\n")
    lines += [
        "`--profile CLIENT` chooses the format, the language tags and the switches that suit a client.\n",
        "| client | format | why |",
        "|---|---|---|",
    ]
    lines += [f"| `{p.name}` | {p.format} | {p.why} |" for p in PROFILES.values()]
    return "\n".join(lines) + "\n"


_READING = """## How files are read

The format is told by what is in the file, whatever its name says; `--from` settles it where the content does not. Text may be in UTF-8,
UTF-16, GB18030 or Big5. A record that cannot be used is skipped, counted and named with its line; a file that is broken as a whole is
refused in one line. XML is read without entities, DTD or network.

- `tbx`: v2 (`tig`, `ntig`, with or without a DOCTYPE), v3 in both styles and any dialect, TBX-Min of 2013, the exports of Microsoft, IATE,
  MultiTerm and Weblate. Categories without a field of ours are kept and named `extra`.
- `csv`, `tsv`, `xlsx`: one row a concept or one row a term, told by the headings (`Chinese`, `zh_short`, `English acronym`, `定义`,
  `Record ID`, `L_CODE` ...); `--column HEADING=MEANING` says what a heading does not. Two columns without headings are told by their
  characters. Commas, semicolons, tabs or bars.
- `dsl`: headwords and what stands in `[trn]` are terms, labels subjects, comments and examples notes; `.dsl.dz` too.
- `stardict`: name the `.ifo` file; `.idx`, `.dict` and `.syn`, packed or not, lie beside it. A short first line is the translation, the
  rest a note; words that are only explained are skipped and named.
- `turtle`, `skos`: `prefLabel`, `altLabel` and `hiddenLabel` are preferred, admitted and deprecated terms; texts in nodes of their own
  (`rdf:value`, SKOS-XL) are found in Turtle. RDF/XML is not read.
- `xliff`: the glossary module of XLIFF 2.
"""


def codes() -> str:
    """Return the page of the codes of findings."""
    from glossary.check.checking import CODES as MISMATCHES
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
    lines += ["\n## Of `glossary check`\n", "| code | means |", "|---|---|"]
    lines += [f"| {code} | {means} |" for code, means in MISMATCHES.items()]
    return "\n".join(lines) + "\n"


PAGES = {"cli.md": cli, "formats.md": format_table, "codes.md": codes}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8", newline="\n")
