"""``glossary termbase``: looking after the termbase itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from glossary.cli.common import Parser, open_base, pad, show, tell
from glossary.errors import GlossaryError
from termbase.base import Termbase
from termbase.model import Concept
from termbase.records import to_record
from termbase.validate import Severity, validate

_EXAMPLES = """
glossary termbase stats
glossary termbase show un:cted
glossary termbase validate
glossary termbase history un:cted
glossary termbase backup copy.sqlite
"""
_ACTIONS = ("stats", "show", "validate", "history", "backup", "path")


def run(words: list[str]) -> int:
    """Run ``glossary termbase`` and return its exit code: 1 when nothing was found, or when validation finds errors."""
    parser = Parser("termbase", "Look after the termbase: what is in it, is it sound, what changed.", _EXAMPLES)
    parser.add_argument("action", choices=_ACTIONS, help="what to do")
    parser.add_argument("what", nargs="?", help="a concept's id (show, history) or a file (backup)")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to show it (default: table)")
    parser.with_termbase()
    args = parser.parse_args(words)
    with open_base(args) as base:
        if args.action == "stats":
            return _stats(base, args.format)
        if args.action == "show":
            return _show(base, args.what, args.format)
        if args.action == "validate":
            return _validate(base, args.format)
        if args.action == "history":
            return _history(base, args.what)
        if args.action == "backup":
            if not args.what:
                raise GlossaryError("say where to: glossary termbase backup FILE")
            base.store.backup(Path(args.what))
            tell(f"{args.what}: {len(base):,} concepts")
            return 0
        show(f"{base.path}\n", None)
    return 0


def _stats(base: Termbase, style: str) -> int:
    subjects: dict[str, Counter[str]] = {}
    for concept in base.concepts():
        counted = subjects.setdefault(concept.subjects[0] if concept.subjects else "(none)", Counter())
        counted["concepts"] += 1
        counted["zh"] += len(concept.zh)
        counted["en"] += len(concept.en)
        best = max((t.reliability or 0 for t in concept.terms), default=0)
        counted[f"reliability {best}"] += 1
        for term in concept.terms:
            counted[f"form {term.form.value}"] += 1
        if concept.evidence:
            counted["seen"] += concept.evidence.seen
            counted["confirmed"] += concept.evidence.confirmed
    if style == "json":
        show(json.dumps(subjects, ensure_ascii=False, indent=1) + "\n", None)
        return 0
    whole: Counter[str] = Counter()
    for counted in subjects.values():
        whole.update(counted)
    columns = ("concepts", "zh", "en", "reliability 9", "reliability 7", "reliability 5", "reliability 3")
    rows = [*sorted(subjects.items()), ("all", whole)]
    left = max(len(name) for name, _ in rows)
    show(
        f"{pad('subject', left)}  {'concepts':>8}  {'zh':>7}  {'en':>7}  rel. 9  rel. 7  rel. 5  rel. 3  confirmed\n",
        None,
    )
    for name, counted in rows:
        numbers = [f"{counted[columns[0]]:>8,}", f"{counted['zh']:>7,}", f"{counted['en']:>7,}"]
        numbers += [f"{counted[column]:>6,}" for column in columns[3:]]
        share = f"{counted['confirmed'] / counted['seen']:>9.0%}" if counted["seen"] else f"{'-':>9}"
        show(f"{pad(name, left)}  {'  '.join(numbers)}  {share}\n", None)
    forms = ", ".join(
        f"{n:,} {name.removeprefix('form ')}" for name, n in whole.most_common() if name.startswith("form ")
    )
    show(f"forms: {forms}\n", None)
    return 0


def _show(base: Termbase, concept_id: str | None, style: str) -> int:
    if not concept_id:
        raise GlossaryError("say which concept: glossary termbase show un:cted")
    concept = base.concept(concept_id) or base.concept(f"un:{concept_id}")
    if concept is None:
        tell(f"there is no concept {concept_id}")
        return 1
    if style == "json":
        show(json.dumps(to_record(concept), ensure_ascii=False, indent=1) + "\n", None)
    else:
        show(_page(concept), None)
    return 0


def _page(concept: Concept) -> str:
    lines = [f"{concept.id}  {', '.join(concept.subjects)}{f', {concept.kind.value}' if concept.kind else ''}"]
    for term in concept.terms:
        facts = [term.form.value, term.status.value]
        facts += [term.part_of_speech.value] if term.part_of_speech else []
        facts += [f"reliability {term.reliability}"] if term.reliability else []
        lines.append(f"  {pad(term.lang, 8)} {pad(term.text, 44)}  {', '.join(facts)}")
    if concept.parent:
        lines.append(f"  part of {concept.parent}")
    lines += [f"  definition: {d.text}" for d in concept.definitions]
    lines += [f"  note: {n.text}" for n in concept.notes]
    lines += [f"  source: {s.text}" for s in concept.sources]
    if concept.evidence:
        lines.append(f"  confirmed in {concept.evidence.confirmed} of {concept.evidence.seen} real translations")
    return "\n".join(lines) + "\n"


def _validate(base: Termbase, style: str) -> int:
    findings = list(validate(base.concepts()))
    if style == "json":
        show(json.dumps([f.as_record() for f in findings], ensure_ascii=False, indent=1) + "\n", None)
    else:
        for finding in findings:
            show(f"{finding.code} {finding.severity.value:<7} {finding.concept}: {finding.message}\n", None)
        counted = Counter(f.severity.value for f in findings)
        tell(f"{len(base):,} concepts: {counted['error']:,} errors, {counted['warning']:,} warnings")
    return 1 if any(f.severity is Severity.ERROR for f in findings) else 0


def _history(base: Termbase, concept_id: str | None) -> int:
    rows = base.store.history(concept_id)
    for revision, changed, at, by, reason, before, after in rows:
        did = "changed" if before and after else "added" if after else "removed"
        show(f"{revision:>5}  {at}  {pad(by or '-', 14)}  {did} {changed}{f' ({reason})' if reason else ''}\n", None)
    if not rows:
        tell("nothing has been changed since the termbase was filled")
    return 0 if rows else 1
