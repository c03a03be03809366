"""``glossary check``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from glossary import commands
from glossary.cli.common import Parser, open_base, pad, paint, show, show_records, tell

if TYPE_CHECKING:
    from glossary.check.checking import Checked
    from glossary.check.model import Mismatch

_EXAMPLES = """
glossary check translation.xliff
glossary check memory.tmx --fail-on error --format jsonl -o findings.jsonl
glossary check pairs.tsv --mute T204 --mute "T201 大会"
glossary check messages.po --mute-file muted.txt --strict
"""
_FAILING = {"error": ("error",), "warning": ("error", "warning")}
_COLOURS = {"error": "31", "warning": "33", "info": "2"}


def run(words: list[str]) -> int:
    """Run ``glossary check`` and return its exit code: 1 when there are findings at or above ``--fail-on``."""
    parser = Parser(
        "check",
        "Hold the English of a bitext against what its Chinese means: names, references, numbers. Says little, and means it.",
        _EXAMPLES,
    )
    parser.add_argument(
        "bitext",
        help="a file with Chinese and English: TMX, XLIFF, PO, or TSV with both columns; - for TMX or XLIFF on standard input",
    )
    parser.add_argument(
        "--fail-on",
        choices=tuple(_FAILING),
        default="warning",
        help="the least severity that makes the exit code 1 (default: warning)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="show too what is only worth a look: ordinary terms, names that may have been left out, several English names for one",
    )
    parser.add_argument(
        "--mute",
        action="append",
        default=[],
        metavar="RULE",
        help="do not show a code (T204), a term (大会), or a code for a term ('T201 大会'); may be given several times",
    )
    parser.add_argument(
        "--mute-file", metavar="FILE", help="a text file with such rules, one a line; # begins a comment"
    )
    parser.with_output(("table", "jsonl", "json"))
    parser.with_termbase()
    args = parser.parse_args(words)
    rules = commands.mute_rules(args.mute, args.mute_file)
    with open_base(args) as base:
        checked = commands.check_bitext(args.bitext, base, tell, rules=rules, strict=args.strict)
    if args.format == "table":
        show(_table(args.bitext, checked), args.output)
    else:
        show_records(map(_record, checked.findings), args.format, args.output)
    if checked.untranslated:
        many = checked.untranslated
        tell(
            "1 unit has no English and was not checked"
            if many == 1
            else f"{many:,} units have no English and were not checked"
        )
    return int(any(one.severity.value in _FAILING[args.fail_on] for one in checked.findings))


def _record(one: Mismatch) -> dict[str, object]:
    return one._asdict() | {"severity": one.severity.value}


def _table(path: str, checked: Checked) -> str:
    counts = Counter(one.severity.value for one in checked.findings)
    said = ", ".join(
        f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}" for severity in _COLOURS if counts[severity]
    )
    lines = [f"{path}: {checked.units:,} units checked, {said or 'nothing found'}"]
    for one in checked.findings:
        severity = paint(pad(one.severity.value, 8), _COLOURS[one.severity.value])
        text = " ".join(one.text.split())
        lines.append(f"{severity} {one.code}  {one.where}  {text if len(text) <= 40 else text[:39] + '…'}")
        if one.expected:
            lines.append(f"    expected  {' / '.join(one.expected[:2])}")
        if one.found:
            lines.append(f"    found     {one.found}")
        lines.append(f"    because   {one.why}")
    return "\n".join(lines) + "\n"
