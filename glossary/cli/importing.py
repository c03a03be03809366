"""``glossary import``."""

from __future__ import annotations

import json
from pathlib import Path

from glossary import commands
from glossary.cli.common import Parser, show, tell, write_whole
from glossary.cli.files import tell_report
from termbase import formats
from termbase.base import open_termbase
from termbase.formats.base import Report
from termbase.merge import Plan, Verdict

_EXAMPLES = """
glossary import ours.tbx --dry-run
glossary import ours.tbx client.csv --by "J. Reviser"
glossary import ours.csv --termbase my.sqlite
"""


def run(words: list[str]) -> int:
    """Run ``glossary import`` and return its exit code: 1 when a conflict waits for a person."""
    parser = Parser("import", "Take concepts from files into the termbase: all of a file or nothing of it.", _EXAMPLES)
    parser.add_argument("file", nargs="+", help="TBX, PO, CSV, TSV, XLSX, TMX, JSONL ... files")
    parser.add_argument(
        "--from", dest="format", choices=formats.NAMES, default="", help="the format, where the file does not show it"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    parser.add_argument(
        "--conflicts", metavar="FILE", help="write the concepts in conflict there (JSONL), to decide and import again"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who imports, for the history")
    parser.add_argument(
        "--format", dest="style", choices=("table", "json"), default="table", help="how to show the result"
    )
    parser.with_termbase()
    args = parser.parse_args(words)
    waiting: list[Plan] = []
    results = []
    with open_termbase(args.termbase, create=True, say=tell) as base:
        for name in args.file:
            report = Report()
            outcome = commands.import_file(
                Path(name), base, report, format=args.format, by=args.by, dry_run=args.dry_run
            )
            tell_report(report, name)
            waiting += [plan for plan in outcome.plans if plan.verdict is Verdict.CONFLICT]
            results.append((name, outcome, report))
    if args.conflicts and waiting:
        rows = [json.dumps(commands.conflict_record(plan), ensure_ascii=False) for plan in waiting]
        write_whole(Path(args.conflicts), lambda stream: stream.write(("\n".join(rows) + "\n").encode()))
    if args.style == "json":
        shown = [
            {
                "file": name,
                **{v.value: outcome.counts[v] for v in Verdict},
                "skipped": len(report.skipped),
                "revision": outcome.revision,
            }
            for name, outcome, report in results
        ]
        show(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", None)
    else:
        for name, outcome, report in results:
            counts = ", ".join(f"{outcome.counts[v]:,} {v.value}" for v in Verdict)
            would = " (nothing changed: --dry-run)" if args.dry_run else ""
            show(f"{name}: {counts}, {len(report.skipped):,} skipped{would}\n", None)
            for plan in [p for p in outcome.plans if p.verdict is Verdict.CONFLICT][:20]:
                show(f"  conflict: {'; '.join(plan.reasons)}\n", None)
    return 1 if waiting else 0
