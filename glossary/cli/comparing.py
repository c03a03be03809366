"""``glossary termbase diff`` and ``dedupe``: concepts side by side, for a person to decide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from glossary.cli.common import Parser, open_base, show, tell
from glossary.cli.files import concepts_of, file_name, tell_report
from termbase import formats
from termbase.base import Termbase, open_termbase
from termbase.differences import differences
from termbase.duplicates import duplicates
from termbase.formats.base import Report
from termbase.merge import counterpart
from termbase.model import Concept

_DIFF = """
glossary termbase diff colleague.sqlite
glossary termbase diff theirs.tbx --format json
glossary termbase diff theirs.tbx --there
"""
_DEDUPE = """
glossary termbase dedupe
glossary termbase dedupe --subject law --format json
"""
_SQLITE = b"SQLite format 3\x00"


def diff(words: list[str]) -> int:
    """Run ``glossary termbase diff``: exit code 1 when there are differences."""
    parser = Parser(
        "termbase diff",
        "What another termbase or glossary file has otherwise: + only there, - only here, ~ in both and not the same."
        " A file says less than a termbase where its format carries less.",
        _DIFF,
    )
    parser.add_argument("other", metavar="OTHER", help="a termbase, or a file of any format that `import` reads")
    parser.add_argument(
        "--from", dest="source", choices=formats.NAMES, default="", help="the format, where the file does not show it"
    )
    parser.add_argument("--there", action="store_true", help="leave out the concepts that only this termbase has")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to show it (default: table)")
    parser.with_termbase()
    args = parser.parse_args(words)
    counts = {"+": 0, "-": 0, "~": 0}
    rows: list[dict[str, object]] = []
    with open_base(args) as base:
        for sign, concept, lines in _compared(base, _concepts(args.other, args.source), here=not args.there):
            counts[sign] += 1
            if args.format == "json":
                rows.append({"sign": sign, "concept": concept.id, "name": _name(concept), "differences": lines})
            else:
                show("".join([f"{sign} {concept.id}  {_name(concept)}\n", *(f"    {line}\n" for line in lines)]), None)
    if args.format == "json":
        show(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", None)
    tell(f"{counts['+']:,} only in {file_name(args.other)}, {counts['-']:,} only here, {counts['~']:,} not the same")
    return 1 if any(counts.values()) else 0


def dedupe(words: list[str]) -> int:
    """Run ``glossary termbase dedupe``: exit code 1 when there are likely duplicates."""
    parser = Parser(
        "termbase dedupe",
        "List the pairs of concepts that are likely one and the same; nothing is changed.",
        _DEDUPE,
    )
    parser.add_argument("--subject", metavar="NAME", help="only pairs with a concept of this subject field")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to show it (default: table)")
    parser.with_termbase()
    args = parser.parse_args(words)
    with open_base(args) as base:
        found = [
            one
            for one in duplicates(base.concepts())
            if not args.subject or args.subject in one.first.subjects + one.second.subjects
        ]
    if args.format == "json":
        rows = [{"concepts": [one.first.id, one.second.id], "why": one.why} for one in found]
        show(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", None)
    else:
        for one in found:
            show(f"{one.why}\n" + "".join(f"    {c.id}  {_name(c)}\n" for c in (one.first, one.second)), None)
    tell(f"{len(found):,} likely duplicates")
    return 1 if found else 0


def _concepts(name: str, format: str) -> Iterator[Concept]:
    path = Path(name)
    if path.is_file():
        with path.open("rb") as stream:
            is_termbase = stream.read(len(_SQLITE)) == _SQLITE
        if is_termbase:
            with open_termbase(path) as other:
                yield from other.concepts()
            return
    report = Report()
    yield from concepts_of(name)(report, format)
    tell_report(report, file_name(name))


def _compared(base: Termbase, others: Iterator[Concept], *, here: bool) -> Iterator[tuple[str, Concept, list[str]]]:
    """Yield what is only there (+), not the same (~) and, with *here*, only here (-)."""
    met: set[str] = set()

    def under_key(key: str) -> list[Concept]:
        return [concept for concept, _ in base.store.under_key(key)]

    for other in others:
        ours = counterpart(other, base.concept, under_key)
        if ours is None:
            yield "+", other, []
            continue
        met.add(ours.id)
        lines = differences(ours, replace(other, id=ours.id))
        if lines:
            yield "~", ours, lines
    if here:
        yield from (("-", concept, []) for concept in base.concepts() if concept.id not in met)


def _name(concept: Concept) -> str:
    zh, en = concept.preferred("zh"), concept.preferred("en")
    return " = ".join(term.text for term in (zh, en) if term) or concept.terms[0].text
