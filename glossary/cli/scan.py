"""``glossary scan``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, NamedTuple

from glossary import commands
from glossary.batch import Shape, expand
from glossary.cli.common import Parser, check_writable, open_base, pad, paint, show, tell, write_whole
from glossary.cli.outcomes import Tally
from glossary.cli.progress import with_progress
from glossary.documents import Document
from glossary.errors import DocumentError, GlossaryError
from glossary.journal import Journal
from glossary.model import Mention, Scan
from glossary.report.records import scan_record
from termbase.base import Termbase

_FORMATS = ("table", "json", "jsonl", "html", "docx")
_COMMENTS = ("first", "all", "unsure", "none")
_EXAMPLES = """
glossary scan report.txt
glossary scan report.docx -o report.json
glossary scan report.pdf -o report.html
glossary scan report.docx -o report.marked.docx
glossary scan documents/ --jobs 4 -o mentions.jsonl
glossary scan documents/ --jobs 4 -o mentions.jsonl --resume
glossary scan report.txt --explain 1416
"""


class _Made(NamedTuple):
    """What is kept of a document: how much was found in it, and what is shown of it."""

    mentions: int
    unsure: int
    shown: bytes | tuple[Document, Scan]


def run(words: list[str]) -> int:
    """Run ``glossary scan`` and return its exit code: 1 when nothing was found, 2 when a file could not be read."""
    parser = _parser()
    args = parser.parse_args(words)
    if args.format is None:
        ending = Path(args.output or "").suffix.lower().removeprefix(".")
        args.format = ending if ending in _FORMATS else "table"
    paths = expand(args.file)
    jobs = parser.jobs(args, len(paths))
    if args.output and any(_same(path, args.output) for path in paths):
        raise GlossaryError(f"{args.output} is the document itself; give the output another name")
    copies = _copies(paths, args.output) if args.format == "docx" else []
    journalled = args.format == "jsonl" and args.output and len(paths) > 1 and "-" not in paths
    if args.resume and not journalled:
        raise GlossaryError("--resume goes on with JSON Lines of several files: -o FILE.jsonl")
    with open_base(args) as base:
        if args.explain is not None:
            show(_explained(commands.scan_files(paths[:1], base, tell)[0], args.explain), args.output)
            return 0
        work = _Work(args, base, Tally(len(paths)), jobs)
        if copies:
            _write_copies(work, paths, copies)
        elif journalled:
            _write_lines(work, paths)
        else:
            _print(work, paths)
    return work.tally.code()


def _same(path: str, output: str) -> bool:
    try:
        return path != "-" and Path(output).samefile(path)
    except OSError:
        return False


def _parser() -> Parser:
    parser = Parser(
        "scan",
        "Find terms, short forms, 该处 and the like, and references in documents; say what each means.",
        _EXAMPLES,
    )
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument("--explain", type=int, metavar="START", help="show how the mention at this offset was decided")
    parser.with_jobs()
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with a run that was interrupted: files done then and not changed since are not read again (-o FILE.jsonl)",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, help="how to show it (default: what the ending of -o says, else table)"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to FILE, whole or not at all, instead of the screen; docx: a copy of the document with its terms marked"
        " (of several documents: copies in the folder FILE)",
    )
    parser.add_argument(
        "--comments",
        choices=_COMMENTS,
        default="first",
        help="docx: comment on the first place of each term and reading (default), all, those not sure, or none",
    )
    parser.add_argument("--no-colours", action="store_true", help="docx: do not colour the terms, only comment")
    parser.with_termbase()
    return parser


class _Work:
    """What all files of a run share."""

    def __init__(self, args: argparse.Namespace, base: Termbase, tally: Tally, jobs: int) -> None:
        self.format: str = args.format
        self.output: str | None = args.output
        self.resume: bool = args.resume
        self.base = base
        self.tally = tally
        self._jobs = jobs
        shapes: dict[str, Shape[_Made]] = {"table": _row, "json": _json, "jsonl": _jsonl, "html": _pair}
        self._shape = shapes.get(args.format) or partial(_marked, comments=args.comments, colours=not args.no_colours)

    def made(self, paths: Sequence[str]) -> Iterator[tuple[str, _Made]]:
        """Yield what is made of each file that can be read, with its path; all are counted."""
        outcomes = commands.scan_each(paths, self.base, self._shape, jobs=min(self._jobs, len(paths)))
        quiet = bool(self.output) or not sys.stdout.isatty()
        for outcome in self.tally.read(with_progress(outcomes, len(paths), shown=quiet)):
            if outcome.value is not None:
                self.tally.count(outcome.value.mentions, outcome.value.unsure)
                yield outcome.path, outcome.value


# ---- what is kept of a document; other processes call these ---------------------------------------------------------


def _made(one: Scan, shown: bytes | tuple[Document, Scan]) -> _Made:
    return _Made(len(one.mentions), sum(not mention.sure for mention in one.mentions), shown)


def _jsonl(_: Document, one: Scan) -> _Made:
    return _made(one, (json.dumps(scan_record(one), ensure_ascii=False) + "\n").encode())


def _json(_: Document, one: Scan) -> _Made:
    return _made(one, json.dumps([scan_record(one)], ensure_ascii=False, indent=1)[2:-2].encode())


def _row(_: Document, one: Scan) -> _Made:
    return _made(one, _table(one).encode())


def _pair(document: Document, one: Scan) -> _Made:
    return _made(one, (document, one))


def _marked(document: Document, one: Scan, *, comments: str, colours: bool) -> _Made:
    from glossary.report.docx import Comments, marked

    return _made(one, marked(document.path, one, comments=Comments(comments), colours=colours))


# ---- out ------------------------------------------------------------------------------------------------------------


def _print(work: _Work, paths: Sequence[str]) -> None:
    """Print what was made of the files as it comes, or write it whole to a file."""
    pieces = _pieces(work, (one.shown for _, one in work.made(paths)))
    if work.output:
        write_whole(Path(work.output), lambda stream: stream.writelines(pieces))
        return
    if sys.stdout is None:
        raise GlossaryError("standard output is closed; write to a file with -o")
    for piece in pieces:
        sys.stdout.buffer.write(piece)
        if len(paths) > 1 and work.format != "html":
            sys.stdout.buffer.flush()
    sys.stdout.buffer.flush()


def _pieces(work: _Work, shown: Iterator[bytes | tuple[Document, Scan]]) -> Iterator[bytes]:
    if work.format == "html":
        from glossary.report.html import page

        scans = [one for one in shown if isinstance(one, tuple)]
        yield page(scans, commands.bodies_in((scan for _, scan in scans), work.base)).encode()
        return
    before, between, after = {"json": (b"[\n", b",\n", b"\n]\n"), "jsonl": (b"", b"", b"")}.get(
        work.format, (b"", b"\n", b"")
    )
    number = 0
    for number, one in enumerate(shown, 1):  # nothing is printed before the first file could be read
        yield before if number == 1 else between
        if isinstance(one, bytes):
            yield one
    yield after if number else before + after


def _write_lines(work: _Work, paths: Sequence[str]) -> None:
    """Write a line for each file; when the run is interrupted, what is done stays beside the output for --resume."""
    output = Path(work.output or "")
    check_writable(output)
    of = f"glossary {version('un-glossary')}, {work.base.path}, revision {work.base.revision}"
    journal = Journal(output, of, resume=work.resume)
    if journal.stale:
        tell(f"{journal.path} is of another termbase or version; every file is read again")
    done = False
    try:
        kept = journal.unchanged(paths)
        for mentions, unsure in kept.values():
            work.tally.count(mentions, unsure, before=True)
        for path, one in work.made([path for path in paths if path not in kept]):
            if isinstance(one.shown, bytes):
                journal.add(path, one.shown, one.mentions, one.unsure)
        if not journal.in_order(paths):
            write_whole(output, lambda stream: stream.writelines(journal.lines(paths)))
        done = True
    finally:
        journal.close()
        if not done and len(journal):
            tell(f"{len(journal):,} of {len(paths):,} files are kept in {journal.path}; the same with --resume goes on")
        elif not done:
            journal.remove()
    if journal.in_order(paths):
        journal.path.replace(output)
    journal.remove()


def _copies(paths: Sequence[str], output: str | None) -> list[Path]:
    """Return where the marked copy of each document goes."""
    if not output:
        raise GlossaryError("a marked copy is a file: name it with -o FILE.docx")
    if "-" in paths:
        raise GlossaryError("a marked copy is made of a file, not of standard input; name the DOCX")
    target = Path(output)
    if len(paths) == 1 and not target.is_dir():
        check_writable(target)
        return [target]
    if not target.is_dir():
        raise GlossaryError(f"{output}: copies of {len(paths)} documents go into a folder; make it first, or name one")
    copies = [target / f"{Path(path).stem}.marked.docx" for path in paths]
    twice = next((copy for copy in copies if copies.count(copy) > 1), None)
    if twice:
        raise GlossaryError(f"two of the documents would become {twice}; mark them one by one")
    return copies


def _write_copies(work: _Work, paths: Sequence[str], copies: Sequence[Path]) -> None:
    of = dict(zip(paths, copies, strict=True))
    for path, one in work.made(paths):
        if isinstance(one.shown, bytes):
            write_whole(of[path], partial(_put, one.shown))


def _put(data: bytes, stream: BinaryIO) -> None:
    stream.write(data)


def _explained(one: Scan, start: int) -> str:
    mention = next((m for m in one.mentions if m.start <= start < m.end), None)
    if mention is None:
        if not one.mentions:
            raise DocumentError(f"{one.path}: no term found, so there is nothing to explain at {start}")
        near = min(one.mentions, key=lambda m: abs(m.start - start))
        raise DocumentError(
            f"{one.path}: there is no mention at {start}; the nearest is {near.text.strip()}, --explain {near.start}"
        )
    lines = [
        f"{mention.text.strip()}  [{mention.start}, {mention.end})  {mention.kind.value}",
        f"  stands for  {mention.full or 'nothing the text has named'}",
        f"  English     {mention.en or '-'}{f' ({mention.acronym})' if mention.acronym else ''}",
        f"  because     {mention.why}",
        f"  sure        {'yes' if mention.sure else 'no'} (right in about {mention.confidence:.0%} of such places)",
    ]
    lines += [f"  or          {other.full}: {other.en}" for other in mention.alternatives]
    return "\n".join(lines) + "\n"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _table(one: Scan) -> str:
    if not one.mentions:
        return f"{one.path}: no term found\n"
    rows: dict[tuple[str, str], list[Mention]] = {}
    for mention in one.mentions:
        rows.setdefault(("".join(mention.text.split()), mention.en or ""), []).append(mention)
    left = min(44, max(2 * len(zh) for zh, _ in rows))
    lines = [
        f"{one.path}: {_many(len(one.mentions), 'mention')} of {_many(len(rows), 'term')}"
        + (f", {one.symbol}" if one.symbol else "")
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
