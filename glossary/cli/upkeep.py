"""``glossary termbase``: looking after the termbase itself."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from glossary.cli.common import Parser, open_base, pad, show, tell
from glossary.errors import GlossaryError
from termbase.base import Termbase
from termbase.differences import differences
from termbase.model import Concept
from termbase.records import from_record, to_record
from termbase.validate import Severity, validate

# action -> (module, function, one line for --help)
ACTIONS = {
    "stats": ("upkeep", "_stats", "how much of what is in it"),
    "show": ("upkeep", "_show", "one concept with everything about it"),
    "add": ("editing", "add", "add a concept by hand"),
    "edit": ("editing", "edit", "change a concept, with options or in your editor"),
    "delete": ("editing", "delete", "remove concepts"),
    "history": ("upkeep", "_history", "what was changed, when and by whom"),
    "undo": ("editing", "undo", "take back one revision, such as an import"),
    "diff": ("comparing", "diff", "what another termbase or glossary file has otherwise"),
    "dedupe": ("comparing", "dedupe", "concepts that are likely one and the same"),
    "merge": ("editing", "merge", "make one concept of several"),
    "validate": ("upkeep", "_validate", "is it sound"),
    "backup": ("upkeep", "_backup", "a copy of the whole termbase"),
    "path": ("upkeep", "_path", "where it is"),
}
_USAGE = """usage: glossary termbase ACTION ...

Looks after the termbase: what is in it, is it sound, what changed.

actions:
{actions}

examples:
  glossary termbase stats
  glossary termbase show un:cted
  glossary termbase add --zh 新机构 --en "New Body" --acronym NB
  glossary termbase history un:cted
  glossary termbase diff theirs.tbx
  glossary termbase backup copy.sqlite

`glossary termbase ACTION --help` shows the options of an action.
"""


def run(words: list[str]) -> int:
    """Run ``glossary termbase`` and return its exit code: 1 when nothing was found, or when an action finds something."""
    if not words or words[0] in ("-h", "--help"):
        lines = "\n".join(f"  {name:<9} {line}" for name, (_, _, line) in ACTIONS.items())
        if not words:
            raise GlossaryError(f"say what to do: {', '.join(ACTIONS)} (`glossary termbase --help` shows how)")
        show(_USAGE.format(actions=lines), None)
        raise SystemExit(0)
    action, rest = _action(words)
    module, function, _ = ACTIONS[action]
    run_action: Callable[[list[str]], int] = getattr(import_module(f"glossary.cli.{module}"), function)
    return run_action(rest)


def _action(words: list[str]) -> tuple[str, list[str]]:
    """Return the action and the words that go with it; --termbase may stand before it."""
    skip = 2 if words[0] == "--termbase" else 1 if words[0].startswith("--termbase=") else 0
    action = words[skip] if len(words) > skip else ""
    if action not in ACTIONS:
        from difflib import get_close_matches

        near = get_close_matches(action, ACTIONS, 1)
        hint = f"; did you mean `glossary termbase {near[0]}`?" if near else f"; the actions are {', '.join(ACTIONS)}"
        raise GlossaryError(f"glossary termbase has no action {action!r}{hint}")
    return action, words[:skip] + words[skip + 1 :]


def _parsed(words: list[str], action: str, what: str = "", help: str = "", formats: bool = True) -> argparse.Namespace:
    """Parse the words of a simple action; *what* is the name of what it takes, with a ? where it may be left out."""
    example = {"ID": " un:cted", "FILE": " copy.sqlite"}.get(what.rstrip("?"), "")
    extra = f"\nglossary termbase {action}" if what.endswith("?") else ""
    parser = Parser(
        f"termbase {action}", f"{ACTIONS[action][2].capitalize()}.", f"glossary termbase {action}{example}{extra}"
    )
    if what:
        nargs = "?" if what.endswith("?") else None
        parser.add_argument("what", nargs=nargs, metavar=what.rstrip("?"), help=help)
    if formats:
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="how to show it (default: table)"
        )
    parser.with_termbase()
    return parser.parse_args(words)


def _backup(words: list[str]) -> int:
    args = _parsed(words, "backup", "FILE", "the file to write", formats=False)
    with open_base(args) as base:
        base.store.backup(Path(args.what))
        tell(f"{args.what}: {len(base):,} concepts")
    return 0


def _path(words: list[str]) -> int:
    with open_base(_parsed(words, "path", formats=False)) as base:
        show(f"{base.path}\n", None)
    return 0


def _stats(words: list[str]) -> int:
    args = _parsed(words, "stats")
    with open_base(args) as base:
        return _show_stats(base, args.format)


def _show(words: list[str]) -> int:
    args = _parsed(words, "show", "ID", "the concept")
    with open_base(args) as base:
        concept = base.concept(args.what) or base.concept(f"un:{args.what}")
        if concept is None:
            hits = base.lookup(args.what, limit=3)
            near = f"; did you mean {' or '.join(hit.concept.id for hit in hits)}?" if hits else ""
            tell(f"there is no concept {args.what}{near}")
            return 1
    if args.format == "json":
        show(json.dumps(to_record(concept), ensure_ascii=False, indent=1) + "\n", None)
    else:
        show(_page(concept), None)
    return 0


def _validate(words: list[str]) -> int:
    args = _parsed(words, "validate")
    with open_base(args) as base:
        return _show_findings(base, args.format)


def _history(words: list[str]) -> int:
    args = _parsed(words, "history", "ID?", "a concept (default: every revision)")
    with open_base(args) as base:
        if args.what:
            concept_id = args.what if base.concept(args.what) or ":" in args.what else f"un:{args.what}"
            return _concept_history(base, concept_id, args.format)
        return _revisions(base, args.format)


def _show_stats(base: Termbase, style: str) -> int:
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


def _show_findings(base: Termbase, style: str) -> int:
    findings = list(validate(base.concepts()))
    if style == "json":
        show(json.dumps([f.as_record() for f in findings], ensure_ascii=False, indent=1) + "\n", None)
    else:
        for finding in findings:
            show(f"{finding.code} {finding.severity.value:<7} {finding.concept}: {finding.message}\n", None)
        counted = Counter(f.severity.value for f in findings)
        tell(f"{len(base):,} concepts: {counted['error']:,} errors, {counted['warning']:,} warnings")
    return 1 if any(f.severity is Severity.ERROR for f in findings) else 0


def _revisions(base: Termbase, style: str) -> int:
    rows = base.store.revisions()
    if style == "json":
        names = ("revision", "at", "by", "reason", "added", "changed", "removed")
        show(
            json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n", None
        )
        return 0 if rows else 1
    for revision, at, by, reason, *counts in rows:
        did = ", ".join(f"{n:,} {word}" for n, word in zip(counts, ("added", "changed", "removed"), strict=True) if n)
        show(f"{revision:>5}  {at}  {pad(by or '-', 14)}  {did}{f' ({reason})' if reason else ''}\n", None)
    if not rows:
        tell("nothing has been changed since the termbase was filled")
    return 0 if rows else 1


def _concept_history(base: Termbase, concept_id: str, style: str) -> int:
    rows = base.store.history(concept_id)
    shown = []
    for revision, changed, at, by, reason, before, after in rows:
        old, new = (from_record(json.loads(record)) if record else None for record in (before, after))
        lines = differences(old, new) if old and new else []
        did = "changed" if old and new else "added" if new else "removed"
        if style == "json":
            shown.append({"revision": revision, "at": at, "by": by, "reason": reason, "did": did, "differences": lines})
            continue
        show(f"{revision:>5}  {at}  {pad(by or '-', 14)}  {did} {changed}{f' ({reason})' if reason else ''}\n", None)
        show("".join(f"       {line}\n" for line in lines), None)
    if style == "json":
        show(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", None)
    if not rows:
        there = base.concept(concept_id) is not None
        tell(
            f"{concept_id} has not been changed since it came in"
            if there
            else f"there is and was no concept {concept_id}"
        )
    return 0 if rows else 1
