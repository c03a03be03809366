"""``glossary build``."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glossary import commands
from glossary.batch import expand
from glossary.build import Evidence
from glossary.cli.common import Parser, open_base, tell
from glossary.cli.files import with_writing, write
from glossary.cli.progress import with_progress
from glossary.cli.tally import Tally

_EXAMPLES = """
glossary build report.docx -o glossary.tbx
glossary build report.txt -o glossary.po --profile weblate
glossary build part1.txt part2.txt -o terms.csv --sure
glossary build documents/ --jobs 4 -o glossary.xlsx
"""


def run(words: list[str]) -> int:
    """Run ``glossary build`` and return its exit code: 1 when the documents hold no term, 2 when one could not be read."""
    parser = Parser(
        "build", "Make the glossary of documents: their concepts with counts, first context and the English.", _EXAMPLES
    )
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument("--sure", action="store_true", help="leave out what the text does not decide")
    parser.add_argument("--names", action="store_true", help="names only: bodies, treaties, programmes, places ...")
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="read N files at a time; 0: as many as there are processors"
    )
    with_writing(parser)
    parser.with_termbase()
    args = parser.parse_args(words)
    if args.jobs < 0:
        parser.error("--jobs must be 0 or more")
    paths = expand(args.file)
    tally = Tally(len(paths))
    with open_base(args) as base:
        outcomes = commands.build_each(paths, base, jobs=min(args.jobs or os.cpu_count() or 1, len(paths)))
        shown = _counted(tally, tally.values(with_progress(outcomes, len(paths), shown=True)))
        glossary = commands.build_glossary(shown, base, sure=args.sure, names=args.names)
        count = write(args, glossary.concepts()) if glossary.items else 0
    tally.tell_summary()
    if count:
        tell(f"{args.output}: {count:,} concepts")
    else:
        tell(f"no term of the termbase stands in {', '.join(args.file)}; nothing was written")
    return 2 if tally.failed else 0 if count else 1


def _counted(tally: Tally, values: Iterator[tuple[str, tuple[Evidence, ...]]]) -> Iterator[tuple[Evidence, ...]]:
    for _, shown in values:
        tally.count(sum(one.count for one in shown), sum(one.count for one in shown if not one.sure))
        yield shown
