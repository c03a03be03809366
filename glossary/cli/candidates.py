"""``glossary candidates``."""

from __future__ import annotations

from pathlib import Path

from glossary import commands
from glossary.batch import expand
from glossary.candidates.carrying import COLUMNS, concept_of, record_of
from glossary.candidates.gleaning import glean
from glossary.candidates.ranking import Ranked, Sort
from glossary.cli.common import Parser, check_writable, open_base, pad, paint, show, show_records, tell, width
from glossary.cli.files import check, file_name, with_writing, write
from glossary.cli.outcomes import Tally
from glossary.cli.progress import with_progress
from glossary.cli.terminal import cut

_EXAMPLES = """
glossary candidates report.docx
glossary candidates documents/ -n 500 -o new-terms.xlsx --jobs 4
glossary candidates memory.tmx --kind name --format jsonl
glossary candidates report.docx --min-count 3 -o new-terms.tbx
"""
_SHOWN = (".json", ".jsonl", ".txt")
_WIDEST = 44  # columns of the list of terms
_CONTEXT = 80


def run(words: list[str]) -> int:
    """Run ``glossary candidates`` and return its exit code: 1 when there is nothing new, 2 when a file is bad."""
    parser = Parser(
        "candidates",
        "Find terms and names in documents that the termbase does not have, best first. A file whose ending is that of a "
        "glossary format (.xlsx, .csv, .tbx ...) is written so that you can fill in the English and import it.",
        _EXAMPLES,
    )
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument("-n", type=int, default=100, metavar="N", help="at most N of them; 0: all (default: 100)")
    parser.add_argument(
        "--min-count", type=int, metavar="N", help="leave out what occurs less than N times (default: 2; names: 1)"
    )
    parser.add_argument("--kind", choices=[sort.value for sort in Sort], help="names only, or terms only")
    parser.add_argument("--format", choices=("table", "json", "jsonl"), help="how to show it (default: table)")
    parser.with_jobs()
    with_writing(parser, required=False)
    parser.with_termbase()
    args = parser.parse_args(words)
    if args.n < 0 or (args.min_count is not None and args.min_count < 1):
        parser.error("-n must be 0 or more and --min-count 1 or more")
    ending = Path(args.output).suffix.lower() if args.output else ""
    as_glossary = not args.format and (args.to or args.profile or (args.output and ending not in _SHOWN))
    if as_glossary:
        check(args)
    elif args.output and args.output != "-":
        check_writable(Path(args.output))
    paths = expand(args.file)
    tally = Tally(len(paths))
    with open_base(args) as base:
        outcomes = commands.scan_each(paths, base, glean, jobs=parser.jobs(args, len(paths)))
        gleaned = tally.values(with_progress(outcomes, len(paths), shown=True))
        collection, found = commands.new_terms(gleaned, base, least=args.min_count)
    if collection.forgotten:
        tell(f"so much text: counts may be too low by up to {collection.forgotten:,}; rarer terms are left out")
    found = [one for one in found if not args.kind or one.sort == args.kind]
    chosen = found[: args.n or None]
    tally.found = bool(chosen)
    if as_glossary and chosen:
        count = write(args, map(concept_of, chosen), COLUMNS)
        tell(f"{args.output}: {count:,} candidates of {len(found):,}")
    elif not as_glossary:
        style = args.format or {".json": "json", ".jsonl": "jsonl"}.get(ending, "table")
        output = None if args.output == "-" else args.output
        if style == "table":
            show(_table(chosen), output)
        else:
            show_records(map(record_of, chosen), style, output)
    if not chosen:
        tell(f"nothing new in {', '.join(map(file_name, args.file))}")
    elif len(chosen) < len(found) and not as_glossary:
        tell(f"{len(chosen):,} of {len(found):,} candidates; -n 0 shows all")
    return tally.code()


def _table(found: list[Ranked]) -> str:
    left = min(_WIDEST, max((width(one.text) for one in found), default=0))
    several = any(one.documents > 1 for one in found)
    lines = []
    for one in found:
        often = f"{one.count:>5}" + (f" in {one.documents:>3}" if several else "")
        remarks = [f"（{'，'.join(one.shorts)}）"] if one.shorts else []
        remarks += [f"perhaps {one.suggestion}"] if one.suggestion else []
        context = paint(cut(one.seen[0].text, _CONTEXT), "2") if one.seen else ""
        lines.append(f"{often}  {pad(one.text, left)}  {'; '.join(remarks)}{'  ' if remarks else ''}{context}".rstrip())
    return "\n".join(lines) + ("\n" if lines else "")
