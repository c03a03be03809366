"""``glossary concordance``."""

from __future__ import annotations

from glossary import commands
from glossary.cli.common import Parser, open_base, pad, paint, show, show_records, tell, width
from glossary.concordance import Line

_EXAMPLES = """
glossary concordance 执行局 report.docx
glossary concordance 该处 documents/ --sort right
glossary concordance 毒品和犯罪问题办公室 report.pdf --meaning
"""


def run(words: list[str]) -> int:
    """Run ``glossary concordance`` and return its exit code: 1 when the term stands nowhere, 2 when a file is bad."""
    parser = Parser("concordance", "Show every place of a term in documents with what stands around it.", _EXAMPLES)
    parser.add_argument("term", help="what to look for, Chinese or English")
    parser.add_argument("file", nargs="+", help="documents, folders of them, or patterns; - for standard input")
    parser.add_argument(
        "--meaning",
        action="store_true",
        help="find what stands for the same concept too: short forms, 该处 and the like",
    )
    parser.add_argument(
        "--width", type=int, default=24, metavar="N", help="characters shown on either side (default: 24)"
    )
    parser.add_argument(
        "--sort",
        choices=("place", "left", "right"),
        default="place",
        help="by place, or by what stands before or after",
    )
    parser.with_output(("table", "json", "jsonl"))
    parser.with_termbase()
    args = parser.parse_args(words)
    if args.width < 0:
        parser.error("--width must be 0 or more")
    problems: list[str] = []
    if args.meaning:
        with open_base(args) as base:
            found = commands.concordance(args.file, args.term, tell, problems.append, base=base, width=args.width)
    else:
        found = commands.concordance(args.file, args.term, tell, problems.append, width=args.width)
    if args.sort == "left":
        found.sort(key=lambda line: line.left[::-1])
    elif args.sort == "right":
        found.sort(key=lambda line: line.right)
    for problem in problems:
        tell(f"glossary: {problem}")
    if args.format != "table":
        show_records([line._asdict() for line in found], args.format, args.output)
    elif found:
        show(_table(found), args.output)
    if not found and not problems:
        tell(f"{args.term} stands nowhere in {', '.join(args.file)}")
    return 2 if problems else 0 if found else 1


def _table(found: list[Line]) -> str:
    left = max(width(line.left) for line in found)
    right = max(width(line.right) for line in found)
    several = len({line.path for line in found}) > 1
    rows = []
    for line in found:
        before = " " * (left - width(line.left)) + line.left
        place = f"{line.path}, {line.where}" if several and line.where else line.path if several else line.where
        rows.append(f"{before} {paint(line.text, '1')} {pad(line.right, right)}  {paint(place, '2')}".rstrip())
    return "\n".join(rows) + "\n"
