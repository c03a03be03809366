"""``glossary build``."""

from __future__ import annotations

from glossary import commands
from glossary.cli.common import Parser, open_base, tell
from glossary.cli.files import with_writing, write

_EXAMPLES = """
glossary build report.docx -o glossary.tbx
glossary build report.txt -o glossary.po --profile weblate
glossary build part1.txt part2.txt -o terms.csv --sure
"""


def run(words: list[str]) -> int:
    """Run ``glossary build`` and return its exit code: 1 when the documents hold no term."""
    parser = Parser(
        "build", "Make the glossary of documents: their concepts with counts, first context and the English.", _EXAMPLES
    )
    parser.add_argument("file", nargs="+", help="the documents; - for standard input")
    parser.add_argument("--sure", action="store_true", help="leave out what the text does not decide")
    parser.add_argument("--names", action="store_true", help="names only: bodies, treaties, programmes, places ...")
    with_writing(parser)
    parser.with_termbase()
    args = parser.parse_args(words)
    with open_base(args) as base:
        glossary = commands.build_files(args.file, base, tell, sure=args.sure, names=args.names)
        if not glossary.items:
            tell(f"no term of the termbase stands in {', '.join(args.file)}; nothing was written")
            return 1
        count = write(args, glossary.concepts())
    tell(f"{args.output}: {count:,} concepts")
    return 0
