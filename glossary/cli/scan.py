"""``glossary scan``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from glossary import commands
from glossary.batch import Shape, expand
from glossary.cli.common import Parser, open_base, pad, paint, show, tell, write_whole
from glossary.cli.outcomes import Tally
from glossary.cli.progress import with_progress
from glossary.documents import Document
from glossary.errors import DocumentError
from glossary.model import Mention, Scan
from glossary.report.records import scan_record

_EXAMPLES = """
glossary scan report.txt
glossary scan report.docx --format json -o report.json
glossary scan report.pdf --format html -o report.html
glossary scan documents/ --format jsonl --jobs 4 > mentions.jsonl
glossary scan report.txt --explain 1416
"""


def run(words: list[str]) -> int:
    """Run ``glossary scan`` and return its exit code: 1 when nothing was found, 2 when a file could not be read."""
    parser = Parser(
        "scan",
        "Find terms, short forms, 该处 and the like, and references in documents; say what each means.",
        _EXAMPLES,
    )
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument("--explain", type=int, metavar="START", help="show how the mention at this offset was decided")
    parser.with_jobs()
    parser.with_output(("table", "json", "jsonl", "html"))
    parser.with_termbase()
    args = parser.parse_args(words)
    paths = expand(args.file)
    jobs = parser.jobs(args, len(paths))
    with open_base(args) as base:
        if args.explain is not None:
            show(_explained(commands.scan_files(paths[:1], base, tell)[0], args.explain), args.output)
            return 0
        shapes: dict[str, Shape[tuple[bool, object]]] = {"table": _row, "json": _json, "jsonl": _jsonl, "html": _pair}
        tally = Tally(len(paths))
        outcomes = commands.scan_each(paths, base, shapes[args.format], jobs=jobs)
        shown = bool(args.output) or not sys.stdout.isatty()
        values = _shown(tally.values(with_progress(outcomes, len(paths), shown=shown)), tally)
        _print(args.format, values, args.output, tally)
    return tally.code()


def _shown(values: Iterator[tuple[bool, object]], tally: Tally) -> Iterator[object]:
    """Yield how each document is shown, and note whether anything was found."""
    for found, value in values:
        tally.found = tally.found or found
        yield value


# What is kept of a document: whether anything was found, and how it is shown. Other processes call these.


def _jsonl(_: Document, one: Scan) -> tuple[bool, str]:
    return bool(one.mentions), json.dumps(scan_record(one), ensure_ascii=False) + "\n"


def _json(_: Document, one: Scan) -> tuple[bool, str]:
    return bool(one.mentions), json.dumps([scan_record(one)], ensure_ascii=False, indent=1)[2:-2]


def _row(_: Document, one: Scan) -> tuple[bool, str]:
    return bool(one.mentions), _table(one)


def _pair(document: Document, one: Scan) -> tuple[bool, tuple[Document, Scan]]:
    return bool(one.mentions), (document, one)


def _print(style: str, values: Iterator[object], output: str | None, tally: Tally) -> None:
    """Print the values as they come, or write them whole to the file *output*."""
    pieces = _pieces(style, values, tally)
    if output:
        write_whole(Path(output), lambda stream: stream.writelines(piece.encode("utf-8") for piece in pieces))
        return
    for piece in pieces:
        sys.stdout.write(piece)
        if tally.total > 1 and style != "html":
            sys.stdout.flush()
    sys.stdout.flush()


def _pieces(style: str, values: Iterator[object], tally: Tally) -> Iterator[str]:
    if style == "html":
        from glossary.report.html import page

        yield page([value for value in values if isinstance(value, tuple)])
        return
    before, between, after = {"json": ("[\n", ",\n", "\n]\n"), "jsonl": ("", "", "")}.get(style, ("", "\n", ""))
    number = 0
    for number, value in enumerate(values, 1):  # nothing is printed before the first file could be read
        yield (before if number == 1 else between) + str(value)
    yield after if number else before + after


def _explained(one: Scan, start: int) -> str:
    mention = next((m for m in one.mentions if m.start <= start < m.end), None)
    if mention is None:
        raise DocumentError(f"{one.path}: there is no mention at {start}")
    lines = [
        f"{mention.text.strip()}  [{mention.start}, {mention.end})  {mention.kind.value}",
        f"  stands for  {mention.full or 'nothing the text has named'}",
        f"  English     {mention.en or '-'}{f' ({mention.acronym})' if mention.acronym else ''}",
        f"  because     {mention.why}",
        f"  sure        {'yes' if mention.sure else 'no'} (right in about {mention.confidence:.0%} of such places)",
    ]
    lines += [f"  or          {other.full}: {other.en}" for other in mention.alternatives]
    return "\n".join(lines) + "\n"


def _table(one: Scan) -> str:
    if not one.mentions:
        return f"{one.path}: no term found\n"
    rows: dict[tuple[str, str], list[Mention]] = {}
    for mention in one.mentions:
        rows.setdefault(("".join(mention.text.split()), mention.en or ""), []).append(mention)
    left = min(44, max(2 * len(zh) for zh, _ in rows))
    lines = [
        f"{one.path}: {len(one.mentions)} mentions of {len(rows)} terms" + (f", {one.symbol}" if one.symbol else "")
    ]
    for (zh, en), mentions in rows.items():
        first = mentions[0]
        mark = " " if first.sure else "?"
        english = en or "-"
        if first.acronym and first.acronym != english:
            english += f" ({first.acronym})"
        why = "" if first.why == "termbase" else paint(f"  {first.why}", "2")
        lines.append(f"{len(mentions):>4} {mark} {pad(zh, left)}  {english}{why}")
    unsure = sum(not m.sure for m in one.mentions)
    if unsure:
        lines.append(f"? marks what the text does not decide: {unsure} of {len(one.mentions)} mentions")
    return "\n".join(lines) + "\n"
