"""``glossary align``."""

from __future__ import annotations

from pathlib import Path

from glossary import commands
from glossary.align.carrying import COLUMNS, concept_of, record_of, sentence_memory, sentence_table
from glossary.align.terms import Status, TermPair
from glossary.cli.common import (
    Parser,
    check_writable,
    open_base,
    pad,
    paint,
    show,
    show_bytes,
    show_records,
    tell,
    width,
    write_whole,
)
from glossary.cli.files import check, with_writing, write
from glossary.cli.terminal import cut
from glossary.errors import GlossaryError

_EXAMPLES = """
glossary align report.zh.docx report.en.docx
glossary align memory.tmx --status new -o pairs.xlsx
glossary align memory.tmx --format jsonl --min-count 3
glossary align report.zh.docx report.en.docx --sentences -o report.tmx
"""
_SHOWN = (".json", ".jsonl", ".txt")
_SENTENCES = {".tsv": sentence_table, ".tmx": sentence_memory}
_WIDEST = 44  # columns of either language


def run(words: list[str]) -> int:
    """Run ``glossary align`` and return its exit code: 1 when no pair is found, 2 when a file is bad."""
    parser = Parser(
        "align",
        "Find which English the terms of a Chinese document have in its translation: known to the termbase, new, or in "
        "conflict with it. Give the two language versions, Chinese first, or one bilingual file (TMX, XLIFF, PO, TSV). A "
        "file whose ending is that of a glossary format (.xlsx, .csv, .tbx ...) gets the new pairs, to check and import.",
        _EXAMPLES,
    )
    parser.add_argument(
        "zh", metavar="ZH", help="the Chinese document, or a bilingual file; - for standard input (text, TMX, XLIFF)"
    )
    parser.add_argument("en", metavar="EN", nargs="?", help="the English document")
    parser.add_argument("-n", type=int, default=0, metavar="N", help="at most N pairs (default: all)")
    parser.add_argument(
        "--min-count", type=int, default=2, metavar="N", help="in at least N sentence pairs (default: 2)"
    )
    parser.add_argument(
        "--min-score", type=float, default=0.5, metavar="X", help="at least so likely, 0 to 1 (default: 0.5)"
    )
    parser.add_argument(
        "--status", action="append", choices=[one.value for one in Status], help="only these; may be given again"
    )
    parser.add_argument(
        "--sentences",
        action="store_true",
        help="write the sentence pairs instead, as .tsv (also on the screen) or .tmx",
    )
    parser.add_argument("--format", choices=("table", "json", "jsonl"), help="how to show it (default: table)")
    with_writing(parser, required=False)
    parser.with_termbase()
    args = parser.parse_args(words)
    if args.n < 0 or args.min_count < 1 or not 0 <= args.min_score <= 1:
        parser.error("-n must be 0 or more, --min-count 1 or more, --min-score 0 to 1")
    output = None if args.output == "-" else args.output
    ending = Path(output).suffix.lower() if output else ""
    if args.sentences and output and ending not in _SENTENCES:
        parser.error(f"{output}: sentence pairs are written to .tsv or .tmx")
    as_glossary = (
        not args.sentences and not args.format and (args.to or args.profile or (output and ending not in _SHOWN))
    )
    if as_glossary and args.status and Status.NEW.value not in args.status:
        raise GlossaryError(
            "a glossary file gets new pairs; known ones and conflicts are written to .jsonl, .json or .txt"
        )
    if as_glossary:
        check(args)
    elif output:
        check_writable(Path(output))
    with open_base(args) as base:
        paired = commands.paired(args.zh, args.en, base, tell)
        if paired.zh_alone or paired.en_alone:
            tell(f"without counterpart: {paired.zh_alone:,} Chinese and {paired.en_alone:,} English sentences")
        if args.sentences:
            data = _SENTENCES[ending or ".tsv"](paired.document)
            if output:
                write_whole(Path(output), lambda stream: stream.write(data))
            else:
                show_bytes(data)
            return 0
        found = commands.term_pairs(paired.document, base, least=args.min_count, score=args.min_score)
    wanted = {Status.NEW.value} if as_glossary else set(args.status or Status)
    chosen = [one for one in found if one.status.value in wanted][: args.n or None]
    if not chosen:
        tell(f"no term pairs in {args.zh}; --min-count 1 or a lower --min-score finds more")
    elif as_glossary:
        tell(f"{args.output}: {write(args, map(concept_of, chosen), COLUMNS):,} new term pairs")
        return 0
    if not as_glossary:
        style = args.format or {".json": "json", ".jsonl": "jsonl"}.get(ending, "table")
        if style == "table":
            show(_table(chosen), output)
        else:
            show_records(map(record_of, chosen), style, output)
    return 0 if chosen else 1


def _table(found: list[TermPair]) -> str:
    left = min(_WIDEST, max((width(one.zh) for one in found), default=0))
    right = min(_WIDEST, max((width(one.en) for one in found), default=0))
    lines = [
        f"{one.status:<8} {one.count:>5}  {one.score:.2f}  {pad(one.zh, left)}  {pad(one.en, right)}  "
        f"{paint(cut(one.contexts[0][0], _WIDEST), '2')}".rstrip()
        for one in sorted(found, key=lambda one: list(Status).index(one.status))
    ]
    return "\n".join(lines) + ("\n" if lines else "")
