"""``glossary export``."""

from __future__ import annotations

from glossary import commands
from glossary.cli.common import Parser, open_base, tell
from glossary.cli.files import with_writing, write

_EXAMPLES = """
glossary export -o un.tbx
glossary export -o drugs.csv --subject drugs --subject crime
glossary export -o glossary.txt --profile omegat --direction en-zh
"""


def run(words: list[str]) -> int:
    """Run ``glossary export`` and return its exit code: 1 when nothing was selected."""
    parser = Parser("export", "Write the termbase, or a part of it, to a file.", _EXAMPLES)
    parser.add_argument(
        "--subject", action="append", default=[], metavar="NAME", help="only this subject field (may be repeated)"
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="KIND",
        help="only body, post, instrument, programme, event, place ...",
    )
    parser.add_argument(
        "--reliability", type=int, default=0, metavar="N", help="only concepts of at least this reliability (1 to 10)"
    )
    with_writing(parser)
    parser.with_termbase()
    args = parser.parse_args(words)
    with open_base(args) as base:
        chosen = list(commands.selection(base, subjects=args.subject, kinds=args.kind, reliability=args.reliability))
        if not chosen:
            tell("the selection is empty; nothing was written (`glossary termbase stats` lists subjects and kinds)")
            return 1
        count = write(args, chosen)
    tell(f"{args.output}: {count:,} concepts")
    return 0
