"""Glossary files on the command line: which format, for which client, and what was lost on the way."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from glossary.cli.common import Parser, check_writable, show_bytes, tell, write_whole
from glossary.errors import GlossaryError
from termbase import formats
from termbase.errors import FormatError
from termbase.formats import profiles
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH, normalize
from termbase.model import Concept

_SHOWN = 5  # skipped records and warnings told one by one


def with_writing(parser: Parser, *, required: bool = True) -> None:
    """Add the options that say how a glossary file is written."""
    parser.add_argument(
        "-o", "--output", required=required, metavar="FILE", help="the file to write; its ending says the format"
    )
    parser.add_argument(
        "--to",
        metavar="FORMAT",
        choices=formats.NAMES,
        help=f"the format, whatever the ending: {', '.join(formats.NAMES)}",
    )
    parser.add_argument("--profile", metavar="CLIENT", help=f"what suits a client: {', '.join(profiles.PROFILES)}")
    parser.add_argument(
        "--direction", choices=("zh-en", "en-zh"), default="zh-en", help="source and target (default: zh-en)"
    )
    parser.add_argument("--zh", metavar="TAG", help="the tag for Chinese in the file (default: zh-CN)")
    parser.add_argument("--en", metavar="TAG", help="the tag for English in the file (default: en)")
    parser.add_argument("--title", default="UN glossary", help="the title in the file's header")
    parser.add_argument("--deprecated", action="store_true", help="write terms no longer in use too")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="a switch of the format (version=3)"
    )


def check(args: argparse.Namespace) -> None:
    """Raise GlossaryError when the options cannot be met: before long work rather than after it."""
    _chosen(args)
    _header(args)
    if args.output != "-":
        check_writable(Path(args.output))


def _chosen(args: argparse.Namespace) -> tuple[profiles.Profile | None, str]:
    """Return the profile and the name of the format that the options choose."""
    profile = profiles.profile(args.profile) if args.profile else None
    if args.output == "-" and not args.to and not profile:
        raise GlossaryError("say which format to write to standard output: --to tbx")
    name = args.to or (profile.format if profile else formats.for_suffix(args.output).info.name)
    if (
        profile
        and not args.to
        and args.output != "-"
        and not args.output.lower().endswith(endings := formats.get(name).info.suffixes)
        and Path(args.output).suffix.lower() not in {Path(ending).suffix for ending in endings}
    ):
        wanted = " or ".join(formats.get(name).info.suffixes)
        raise GlossaryError(
            f"the profile {args.profile} writes {formats.get(name).info.title}: end the file's name in {wanted}"
        )
    return profile, name


_TABLES = ("csv", "tsv", "xlsx")


def write(args: argparse.Namespace, concepts: Iterable[Concept], columns: tuple[str, ...] = ()) -> int:
    """Write *concepts* as the options say, whole or not at all; tell what was lost; return how many were written.

    *columns* are data categories that say something of these documents (count, context ...). Tables that are for no client
    in particular get them as columns, JSON Lines as they are; elsewhere they would be taken for part of the concepts.
    """
    profile, name = _chosen(args)
    header = _header(args)
    said = not columns or (not profile and name in (*_TABLES, "jsonl"))
    if columns and said and not header.option("columns"):
        header = replace(header, options=(*header.options, ("columns", ",".join(columns))))
    if profile:
        header = profile.header(header)
    if name == "deepl" and args.output.lower().endswith(".csv") and not header.option("separator"):
        header = replace(header, options=(*header.options, ("separator", "comma")))
    if args.zh or args.en:
        tags = dict(header.tags)
        tags.update(
            {lang: normalize(tag) if "_" not in tag else tag for lang, tag in ((ZH, args.zh), (EN, args.en)) if tag}
        )
        header = replace(header, tags=tuple(tags.items()))
    count = 0

    def counted() -> Iterable[Concept]:
        nonlocal count
        for concept in concepts:
            count += 1
            yield concept if said else replace(concept, extra=tuple(p for p in concept.extra if p[0] not in columns))

    report = Report()
    room = formats.get(name)
    if args.output == "-":
        whole = io.BytesIO()
        room.write(whole, header, counted(), report)
        show_bytes(whole.getvalue())
    else:
        write_whole(Path(args.output), lambda stream: room.write(stream, header, counted(), report))
    tell_report(report, args.output)
    return count


def _header(args: argparse.Namespace) -> Header:
    options = []
    for pair in args.option:
        name, equals, value = pair.partition("=")
        if not equals:
            raise GlossaryError(f"--option wants NAME=VALUE, not {pair!r}")
        options.append((name, value))
    source, target = (ZH, EN) if args.direction == "zh-en" else (EN, ZH)
    return Header(title=args.title, source=source, target=target, deprecated=args.deprecated, options=tuple(options))


def with_reading(parser: Parser) -> None:
    """Add the options that say how a glossary file is read."""
    parser.add_argument(
        "--from", dest="format", choices=formats.NAMES, default="", help="the format, where the file does not show it"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=MEANING",
        help="what a column of a table holds, where its heading does not say: Terme=zh, 3=note (counted from 1); zh, en,"
        " zh_short, en_acronym, id, subject, definition, note, source ...",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="tell every record that was skipped or doubtful, not the first few"
    )


def columns_of(pairs: list[str]) -> dict[str, str]:
    """Return what --column says, heading to meaning."""
    columns: dict[str, str] = {}
    for pair in pairs:
        heading, equals, meaning = pair.rpartition("=")
        if not equals or not heading.strip():
            raise GlossaryError(f"--column wants HEADING=MEANING, not {pair!r}")
        columns[heading.strip()] = meaning.strip()
    return columns


Reading = Callable[[Report, str], Iterator[Concept]]


def concepts_of(name: str, columns: Mapping[str, str] | None = None) -> Reading:
    """Return what reads the glossary file *name* (- for standard input), given a report and a format (or an empty one).

    *columns* say what the columns of a table hold. Raises GlossaryError at once when there is no such file.
    """
    options: dict[str, Any] = {"columns": columns} if columns else {}
    if name == "-":
        if sys.stdin is None or sys.stdin.closed:
            raise GlossaryError("standard input is closed; name a file instead of -")
        data = sys.stdin.buffer
        return lambda report, format: _named(name, formats.read(data, report, format=format, **options))
    path = Path(name)
    if path.is_dir():
        raise GlossaryError(f"{name} is a folder; name the glossary files in it")
    if not path.exists():
        raise GlossaryError(f"{name}: there is no such file; check the name")
    return lambda report, format: formats.read_file(path, report, format=format, **options)


def _named(name: str, concepts: Iterator[Concept]) -> Iterator[Concept]:
    """Yield *concepts*; an error in them begins with the file's name."""
    try:
        yield from concepts
    except FormatError as error:
        raise FormatError(f"{file_name(name)}, {error}") from error


def file_name(name: str) -> str:
    """Return how messages call the file *name*."""
    return "standard input" if name == "-" else name


def tell_report(report: Report, name: str, *, every: bool = False) -> None:
    """Tell what was skipped, doubtful or lost: the first few one by one, or with *every* all."""
    for problems, end, kind in ((report.skipped, "; skipped", "records skipped"), (report.warnings, "", "remarks")):
        shown = problems if every else problems[:_SHOWN]
        for problem in shown:
            # A reader may have said already what it did with the record.
            tell(f"{name}, {problem.where}: {problem.message}{'' if 'skipped' in problem.message else end}")
        if len(problems) > len(shown):
            tell(f"{name}: {len(problems):,} {kind} in all")
    if report.losses:
        lost = ", ".join(f"{what} ({count:,})" for what, count in sorted(report.losses.items()))
        tell(f"{name}: the format cannot carry {lost}")
