"""``glossary convert``."""

from __future__ import annotations

from glossary.cli.common import Parser, tell
from glossary.cli.files import columns_of, concepts_of, file_name, tell_report, with_reading, with_writing, write
from glossary.errors import GlossaryError
from termbase.formats.base import Report

_EXAMPLES = """
glossary convert client.xlsx -o client.tbx
glossary convert old.tbx -o new.tbx --option version=3
glossary convert terms.csv -o terms.txt --profile omegat
glossary convert liste.xlsx -o liste.tbx --column Terme=zh --column 2=en
"""


def run(words: list[str]) -> int:
    """Run ``glossary convert`` and return its exit code: 1 when the file holds no concept."""
    parser = Parser("convert", "Turn one glossary file into another; no termbase is touched.", _EXAMPLES)
    parser.add_argument("file", help="the file to read; - for standard input")
    parser.add_argument("out", nargs="?", help="the file to write (or -o)")
    with_reading(parser)
    with_writing(parser, required=False)
    args = parser.parse_args(words)
    args.output = args.output or args.out
    if not args.output:
        raise GlossaryError("say which file to write: glossary convert IN OUT")
    report = Report()
    concepts = list(concepts_of(args.file, columns_of(args.column))(report, args.format))
    tell_report(report, file_name(args.file), every=args.verbose)
    if not concepts:
        tell(f"{file_name(args.file)} holds no concept; nothing was written")
        return 1
    count = write(args, concepts)
    tell(f"{args.output}: {count:,} concepts")
    return 0
