"""``glossary import``."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from glossary import commands, decisions
from glossary.cli.common import Parser, check_writable, show, tell, write_whole
from glossary.cli.files import columns_of, concepts_of, file_name, tell_report, with_reading
from glossary.decisions import Decision
from termbase.base import Termbase, open_termbase
from termbase.errors import FormatError
from termbase.formats.base import Report
from termbase.merge import Plan, Verdict
from termbase.where import ENVIRONMENT

_EXAMPLES = """
glossary import ours.tbx --dry-run
glossary import ours.tbx client.csv --by "J. Reviser"
glossary import ours.csv --termbase my.sqlite
glossary import client.xlsx --conflicts decide.jsonl
glossary import decide.jsonl
"""
_ORDER = (Verdict.NEW, Verdict.UPDATE, Verdict.SAME, Verdict.CONFLICT)
_CHANGES = (Verdict.NEW, Verdict.UPDATE)
_SHOWN = 20  # conflicts, and changes of a dry run, told one by one


def run(words: list[str]) -> int:
    """Run ``glossary import`` and return its exit code: 1 when a conflict waits for a person."""
    parser = Parser("import", "Take concepts from files into the termbase: all of a file or nothing of it.", _EXAMPLES)
    parser.add_argument("file", nargs="+", help="TBX, PO, CSV, TSV, XLSX, TMX, JSONL ... files; - for standard input")
    with_reading(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would change and why, change nothing")
    parser.add_argument(
        "--conflicts",
        metavar="FILE",
        help="write the concepts in conflict there (JSONL), for a person to decide: here, file, both or new in each"
        ' line\'s "decide"; then import that file',
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who imports, for the history")
    parser.add_argument(
        "--format", dest="style", choices=("table", "json"), default="table", help="how to show the result"
    )
    parser.with_termbase()
    args = parser.parse_args(words)
    columns = columns_of(args.column)
    streams = [concepts_of(name, columns) for name in args.file]  # a missing file is told before anything is done
    if args.conflicts:
        check_writable(Path(args.conflicts))
    results: list[dict[str, object]] = []
    waiting = 0
    with tempfile.TemporaryFile() as undecided, _base(args.termbase, dry_run=args.dry_run) as base:
        for name, read in zip(args.file, streams, strict=True):
            report = Report()
            reasons: list[str] = []
            changes: list[dict[str, object]] = []

            def heard(one: Plan, changes: list[dict[str, object]] = changes) -> None:
                if one.verdict in _CHANGES and (args.verbose or args.style == "json" or len(changes) < _SHOWN):
                    changes.append({"verdict": one.verdict.value, "concept": one.concept.id, "reasons": _why(one)})

            def conflict(one: Plan, reasons: list[str] = reasons) -> None:
                if len(reasons) < _SHOWN:
                    reasons.append("; ".join(one.reasons))
                undecided.write(json.dumps(decisions.record_of(one), ensure_ascii=False).encode() + b"\n")

            if _holds_decisions(name):
                with Path(name).open("rb") as stream:
                    outcome = commands.settle_conflicts(
                        _told(decisions.read(stream, report), name),
                        base,
                        conflict,
                        reason=f"decisions in {name}",
                        by=args.by,
                        dry_run=args.dry_run,
                    )
            else:
                outcome = commands.import_file(
                    read(report, args.format),
                    base,
                    conflict,
                    reason=f"import of {file_name(name)}",
                    by=args.by,
                    dry_run=args.dry_run,
                    heard=heard if args.dry_run else lambda _: None,
                )
            tell_report(report, file_name(name), every=args.verbose)
            waiting += outcome.counts[Verdict.CONFLICT]
            skipped = len(report.skipped)
            if args.style == "json":
                counted: dict[str, object] = {v.value: outcome.counts[v] for v in Verdict}
                planned = {"changes": changes} if args.dry_run else {}
                results.append({"file": name, **counted, "skipped": skipped, "revision": outcome.revision, **planned})
                continue
            show(_page(file_name(name), outcome, skipped, changes, reasons, args), None)
        if args.conflicts and waiting:
            undecided.seek(0)
            write_whole(Path(args.conflicts), lambda stream: stream.writelines(undecided))
            tell(f"{args.conflicts}: {waiting:,} concepts in conflict")
    if args.style == "json":
        show(json.dumps(results, ensure_ascii=False, indent=1) + "\n", None)
    return 1 if waiting else 0


def _page(
    name: str,
    outcome: commands.Outcome,
    skipped: int,
    changes: list[dict[str, object]],
    reasons: list[str],
    args: argparse.Namespace,
) -> str:
    """What a person reads about one file: the counts, what a dry run would change, and the conflicts."""
    counts = ", ".join(f"{outcome.counts[v]:,} {v.value}" for v in _ORDER)
    would = " (nothing changed: --dry-run)" if args.dry_run else ""
    lines = [f"{name}: {counts}, {skipped:,} skipped{would}"]
    lines += [f"  {change['verdict']}: {change['concept']}  {'; '.join(change['reasons'])}" for change in changes]  # type: ignore[arg-type]
    if args.dry_run and (unsaid := sum(outcome.counts[v] for v in _CHANGES) - len(changes)) > 0:
        lines.append(f"  and {unsaid:,} more new or updated; --verbose shows all")
    lines += [f"  conflict: {reason}" for reason in reasons]
    if more := outcome.counts[Verdict.CONFLICT] - len(reasons):
        lines.append(f"  and {more:,} more in conflict{'' if args.conflicts else '; --conflicts FILE writes them'}")
    return "\n".join(lines) + "\n"


def _why(one: Plan) -> list[str]:
    """Why a concept comes in or changes: a new one says what it is."""
    if one.reasons:
        return list(one.reasons)
    zh, en = one.concept.preferred("zh"), one.concept.preferred("en")
    return [" = ".join(term.text for term in (zh, en) if term) or one.concept.terms[0].text]


def _holds_decisions(name: str) -> bool:
    if name == "-":
        return False
    with Path(name).open("rb") as stream:
        return decisions.is_decisions(stream.readline(1000))


def _told(decided: Iterator[Decision], name: str) -> Iterator[Decision]:
    """Yield *decided*; an error in them begins with the file's name."""
    try:
        yield from decided
    except FormatError as error:
        raise FormatError(f"{name}, {error}") from error


@contextmanager
def _base(chosen: str | None, *, dry_run: bool) -> Iterator[Termbase]:
    """Open the termbase; a new file is made for it, but stays only when something has come into it."""
    where = chosen or os.environ.get(ENVIRONMENT)
    if not where or Path(where).exists():
        with open_termbase(chosen, say=tell) as base:
            yield base
    elif dry_run:
        with tempfile.TemporaryDirectory() as folder, open_termbase(Path(folder) / "empty.sqlite", create=True) as base:
            yield base
    else:
        used = False
        try:
            with open_termbase(where, create=True) as base:
                try:
                    yield base
                finally:
                    used = base.revision > 0
        finally:
            if not used:
                Path(where).unlink(missing_ok=True)
