"""``glossary build``."""

from __future__ import annotations

from glossary import commands
from glossary.batch import expand
from glossary.build import EVIDENCE, gather
from glossary.cli.common import Parser, open_base, tell
from glossary.cli.files import check, with_writing, write
from glossary.cli.outcomes import Tally
from glossary.cli.progress import with_progress

_EXAMPLES = """
glossary build report.docx -o glossary.tbx
glossary build report.txt -o glossary.po --profile weblate
glossary build part1.txt part2.txt -o terms.csv --sure
glossary build documents/ -o corpus.xlsx --jobs 4
"""


def run(words: list[str]) -> int:
    """Run ``glossary build`` and return its exit code: 1 when the documents hold no term, 2 when one is bad."""
    parser = Parser(
        "build", "Make the glossary of documents: their concepts with counts, first context and the English.", _EXAMPLES
    )
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument("--sure", action="store_true", help="leave out what the text does not decide")
    parser.add_argument("--names", action="store_true", help="names only: bodies, treaties, programmes, places ...")
    parser.with_jobs()
    with_writing(parser)
    parser.with_termbase()
    args = parser.parse_args(words)
    check(args)
    paths = expand(args.file)
    tally = Tally(len(paths))
    with open_base(args) as base:
        outcomes = commands.scan_each(paths, base, gather, jobs=parser.jobs(args, len(paths)))
        documents = tally.values(with_progress(outcomes, len(paths), shown=True))
        glossary = commands.build_glossary(documents, base, sure=args.sure, names=args.names)
        if not glossary.items:
            tell(f"no term of the termbase stands in {', '.join(args.file)}; nothing was written")
            return tally.code()
        tally.found = True
        count = write(args, glossary.concepts(), EVIDENCE)
    tell(f"{args.output}: {count:,} concepts")
    return tally.code()
