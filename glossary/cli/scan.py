"""``glossary scan``."""

from __future__ import annotations

import json

from glossary import commands
from glossary.cli.common import Parser, open_base, pad, paint, show, tell
from glossary.errors import DocumentError
from glossary.model import Mention, Scan
from glossary.report.records import scan_record

_EXAMPLES = """
glossary scan report.txt
glossary scan report.docx --format json -o report.json
glossary scan *.txt --format jsonl > mentions.jsonl
glossary scan report.txt --explain 1416
"""


def run(words: list[str]) -> int:
    """Run ``glossary scan`` and return its exit code: 1 when nothing was found."""
    parser = Parser(
        "scan",
        "Find terms, short forms, 该处 and the like, and references in documents; say what each means.",
        _EXAMPLES,
    )
    parser.add_argument("file", nargs="+", help="text, Markdown or DOCX files; - for standard input")
    parser.add_argument("--explain", type=int, metavar="START", help="show how the mention at this offset was decided")
    parser.with_output(("table", "json", "jsonl"))
    parser.with_termbase()
    args = parser.parse_args(words)
    with open_base(args) as base:
        scans = commands.scan_files(args.file, base, tell)
    if args.explain is not None:
        show(_explained(scans[0], args.explain), args.output)
        return 0
    if args.format == "jsonl":
        show("".join(json.dumps(scan_record(one), ensure_ascii=False) + "\n" for one in scans), args.output)
    elif args.format == "json":
        show(json.dumps([scan_record(one) for one in scans], ensure_ascii=False, indent=1) + "\n", args.output)
    else:
        show("\n".join(_table(one) for one in scans), args.output)
    return 0 if any(one.mentions for one in scans) else 1


def _explained(one: Scan, start: int) -> str:
    mention = next((m for m in one.mentions if m.start <= start < m.end), None)
    if mention is None:
        raise DocumentError(f"{one.path}: there is no mention at {start}")
    lines = [
        f"{mention.text.strip()}  [{mention.start}, {mention.end})  {mention.kind.value}",
        f"  stands for  {mention.full or 'nothing the text has named'}",
        f"  English     {mention.en or '-'}{f' ({mention.acronym})' if mention.acronym else ''}",
        f"  because     {mention.why}",
        f"  sure        {'yes' if mention.sure else 'no'} (right in about {mention.confidence:.0%} of such places)",
    ]
    lines += [f"  or          {other.full}: {other.en}" for other in mention.alternatives]
    return "\n".join(lines) + "\n"


def _table(one: Scan) -> str:
    if not one.mentions:
        return f"{one.path}: no term found\n"
    rows: dict[tuple[str, str], list[Mention]] = {}
    for mention in one.mentions:
        rows.setdefault(("".join(mention.text.split()), mention.en or ""), []).append(mention)
    left = min(44, max(2 * len(zh) for zh, _ in rows))
    lines = [
        f"{one.path}: {len(one.mentions)} mentions of {len(rows)} terms" + (f", {one.symbol}" if one.symbol else "")
    ]
    for (zh, en), mentions in rows.items():
        first = mentions[0]
        mark = " " if first.sure else "?"
        english = en or "-"
        if first.acronym and first.acronym != english:
            english += f" ({first.acronym})"
        why = "" if first.why == "termbase" else paint(f"  {first.why}", "2")
        lines.append(f"{len(mentions):>4} {mark} {pad(zh, left)}  {english}{why}")
    unsure = sum(not m.sure for m in one.mentions)
    if unsure:
        lines.append(f"? marks what the text does not decide: {unsure} of {len(one.mentions)} mentions")
    return "\n".join(lines) + "\n"
