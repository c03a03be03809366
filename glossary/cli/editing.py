"""``glossary termbase add``, ``edit``, ``delete`` and ``undo``: changes by hand, each a revision of the history."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary import commands
from glossary.cli.common import Parser, open_base, show, tell
from glossary.editing import TERM_OPTIONS, Wishes, edited, made
from glossary.errors import GlossaryError
from termbase.base import Termbase
from termbase.differences import differences
from termbase.errors import ConceptError
from termbase.merge import Verdict, plan
from termbase.model import Concept, Kind
from termbase.records import from_record, to_record
from termbase.validate import validate

_TERM_HELP = {
    "zh": "the Chinese name",
    "zh_short": "a Chinese short form",
    "zh_generic": "a Chinese name that others share (执行局)",
    "zh_variant": "another Chinese name",
    "en": "the English name",
    "acronym": "an acronym",
    "en_short": "an English short form",
    "en_variant": "another English name",
    "former": "a name no longer in use",
}
_ADD = """
glossary termbase add --zh 新机构 --en "New Body" --acronym NB --kind body --subject administration
glossary termbase add --zh 大会 --en "Conference" --note "of the States parties" --anyway
"""
_EDIT = """
glossary termbase edit un:cted --zh-short 反恐执行局 --note "since 2004" --by "J. Reviser"
glossary termbase edit un:cted --remove 执行局
glossary termbase edit un:cted
"""
_DELETE = """
glossary termbase delete own:nb
glossary termbase delete own:nb own:other --yes --by "J. Reviser"
"""
_MERGE = """
glossary termbase dedupe
glossary termbase merge un:cted own:cted-2 --dry-run
"""
_UNDO = """
glossary termbase history
glossary termbase undo 17
"""


class _Add(argparse.Action):
    """Keeps the terms of all options together, in the order given."""

    def __call__(
        self, parser: object, namespace: argparse.Namespace, values: object, option: str | None = None
    ) -> None:
        text = " ".join(str(values).split())
        if not text:
            raise GlossaryError(f"{option} is empty")
        name = self.option_strings[0].lstrip("-").replace("-", "_")
        namespace.terms = [*(namespace.terms or []), (name, text)]


def add(words: list[str]) -> int:
    """Run ``glossary termbase add``: exit code 1 when the concept is there already."""
    parser = Parser("termbase add", "Add a concept.", _ADD)
    parser.add_argument("--id", default="", help="its id (default: own: and its acronym or English name)")
    _with_fields(parser)
    parser.add_argument("--anyway", action="store_true", help="also when another concept has the same Chinese name")
    _with_author(parser)
    args = parser.parse_args(words)
    with open_base(args) as base:
        concept = _sound(lambda: made(_wishes(args), args.id.strip(), lambda name: base.concept(name) is not None))
        one = plan(concept, lambda _: None, lambda key: [found for found, _ in base.store.under_key(key)])
        if one.verdict in (Verdict.SAME, Verdict.UPDATE):
            tell(f"{one.concept.id} is this concept; `glossary termbase edit {one.concept.id}` adds to it")
            return 1
        if one.verdict is Verdict.CONFLICT and not args.anyway:
            there = one.concept
            other = there.preferred("en")
            tell(
                f"{concept.zh[0].text} is {other.text if other else '-'} here ({there.id}); --anyway adds it as another"
                " concept, best with a --note that tells them apart"
            )
            return 1
        _advise(base, concept)
        return _store(base, None, concept, args.by, "added by hand")


def edit(words: list[str]) -> int:
    """Run ``glossary termbase edit``: with options, or in an editor."""
    parser = Parser(
        "termbase edit",
        "Change a concept. --zh and --en give it another name (the earlier one stays, second), other terms and texts are"
        " added, --subject, --kind and --parent take the place of what was there. Without options its record opens in"
        " your editor (VISUAL or EDITOR) as JSON.",
        _EDIT,
    )
    parser.add_argument("id", help="the concept")
    _with_fields(parser)
    parser.add_argument("--remove", action="append", default=[], metavar="TERM", help="take a term out")
    _with_author(parser)
    args = parser.parse_args(words)
    wishes = _wishes(args)
    with open_base(args) as base:
        before = find(base, args.id)
        if wishes.say_nothing:
            return _edit_as_text(base, before, args.by)
        after = _sound(lambda: edited(before, wishes))
        _advise(base, after)
        return _store(base, before, after, args.by, "edited by hand")


def delete(words: list[str]) -> int:
    """Run ``glossary termbase delete``: exit code 1 when the person says no."""
    parser = Parser("termbase delete", "Remove concepts; the history keeps them.", _DELETE)
    parser.add_argument("id", nargs="+", help="the concepts")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _with_author(parser)
    args = parser.parse_args(words)
    with open_base(args) as base:
        concepts = [find(base, name) for name in dict.fromkeys(args.id)]
        ids = {concept.id for concept in concepts}
        left = [c.id for c in base.concepts() if c.parent in ids and c.id not in ids]
        if left:
            tell(f"{len(left):,} concepts name what is removed as their parent: {_few(left)}")
        if not args.yes and not _agreed([_line(concept) for concept in concepts]):
            tell("nothing was changed")
            return 1
        revision = base.store.apply(
            [], [c.id for c in concepts], at=commands.now(), by=args.by, reason="deleted by hand"
        )
    tell(f"{len(ids):,} removed; `glossary termbase undo {revision}` brings {'it' if len(ids) == 1 else 'them'} back")
    return 0


def merge(words: list[str]) -> int:
    """Run ``glossary termbase merge``."""
    parser = Parser(
        "termbase merge",
        "Make one concept of several: the first stays with its id and name and gets what only the others say, the others go,"
        " and what pointed at them points at it.",
        _MERGE,
    )
    parser.add_argument("id", help="the concept that stays")
    parser.add_argument("other", nargs="+", help="the concepts that go into it")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    _with_author(parser)
    args = parser.parse_args(words)
    with open_base(args) as base:
        kept = find(base, args.id)
        others = [find(base, name) for name in dict.fromkeys(args.other)]
        if any(other.id == kept.id for other in others):
            raise GlossaryError(f"{kept.id} cannot go into itself; nothing was changed")
        done = commands.merge_concepts(base, kept, others, by=args.by, dry_run=args.dry_run)
        lines = differences(kept, done.concept)
    show("".join(f"{line}\n" for line in [_line(done.concept), *(f"  {d}" for d in lines)]), None)
    pointing = f", {done.repointed:,} point at it now" if done.repointed else ""
    would = (
        " (nothing changed: --dry-run)" if args.dry_run else f"; `glossary termbase undo {done.revision}` parts them"
    )
    tell(f"{', '.join(other.id for other in others)} went into {done.concept.id}{pointing}{would}")
    return 0


def undo(words: list[str]) -> int:
    """Run ``glossary termbase undo``."""
    parser = Parser(
        "termbase undo",
        "Bring back what the concepts of one revision were before it, as a new revision. Refused when the same"
        " concepts were changed again since.",
        _UNDO,
    )
    parser.add_argument("revision", type=int, help="the revision, as `glossary termbase history` numbers them")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    _with_author(parser)
    args = parser.parse_args(words)
    with open_base(args) as base:
        done = commands.undo(base, args.revision, by=args.by, dry_run=args.dry_run)
    would = " (nothing changed: --dry-run)" if args.dry_run else f"; this is revision {done.revision}"
    tell(f"revision {args.revision} undone: {done.restored:,} concepts as before, {done.removed:,} removed{would}")
    return 0


def find(base: Termbase, name: str) -> Concept:
    """Return the concept of that id, with or without ``un:``; GlossaryError names the nearest ids."""
    concept = base.concept(name) or base.concept(f"un:{name}")
    if concept is None:
        hits = base.lookup(name, limit=3)
        near = f"; did you mean {' or '.join(hit.concept.id for hit in hits)}?" if hits else ""
        raise GlossaryError(f"there is no concept {name}{near}")
    return concept


def _with_fields(parser: Parser) -> None:
    terms = parser.add_argument_group("terms (each may be repeated)")
    for name in (*TERM_OPTIONS, "former"):
        terms.add_argument(
            f"--{name.replace('_', '-')}", action=_Add, dest="terms", metavar="TEXT", help=_TERM_HELP[name]
        )
    fields = parser.add_argument_group("about the concept")
    fields.add_argument(
        "--subject", action="append", default=[], metavar="NAME", help="subject field (may be repeated)"
    )
    fields.add_argument("--kind", default="", choices=[k.value for k in Kind if k], help="what sort of thing it is")
    fields.add_argument("--parent", default="", metavar="ID", help="the concept it belongs to")
    fields.add_argument("--definition", action="append", default=[], metavar="TEXT", help="a definition")
    fields.add_argument("--note", action="append", default=[], metavar="TEXT", help="a note for the translator")
    fields.add_argument("--source", action="append", default=[], metavar="TEXT", help="where it comes from")
    fields.add_argument(
        "--reliability", type=int, choices=range(1, 11), metavar="N", help="of the terms given, or of all: 1 to 10"
    )


def _with_author(parser: Parser) -> None:
    parser.add_argument("--by", default="", metavar="NAME", help="who does it, for the history")
    parser.with_termbase()


def _wishes(args: argparse.Namespace) -> Wishes:
    return Wishes(
        tuple(args.terms or ()),
        tuple(getattr(args, "remove", ())),
        tuple(args.subject),
        args.kind,
        args.parent,
        tuple(args.definition),
        tuple(args.note),
        tuple(args.source),
        args.reliability,
    )


def _sound(make: Callable[[], Concept]) -> Concept:
    try:
        return make()
    except ConceptError as error:
        raise GlossaryError(f"{error}; nothing was changed") from error


def _advise(base: Termbase, concept: Concept) -> None:
    """Tell what a validation would find about this one concept."""
    if concept.parent and base.concept(concept.parent) is None:
        raise GlossaryError(f"there is no concept {concept.parent} to be its parent; nothing was changed")
    for finding in validate([concept]):
        if finding.code != "B105":
            tell(f"{finding.code} {finding.severity.value}: {finding.message}")


def _store(base: Termbase, before: Concept | None, after: Concept, by: str, reason: str) -> int:
    if after == before:
        tell(f"{after.id} is so already; nothing was changed")
        return 0
    with base.store.changing(at=commands.now(), by=by, reason=reason) as changing:
        if base.concept(after.id) != before:
            raise GlossaryError(
                f"{after.id} was changed by someone else meanwhile; nothing was changed, please look again"
            )
        changing.put(after)
    if before is None:
        show(f"{_line(after)}\n", None)
    else:
        show("".join(f"{line}\n" for line in [_line(after), *(f"  {d}" for d in differences(before, after))]), None)
    return 0


def _edit_as_text(base: Termbase, before: Concept, by: str) -> int:
    handle, name = tempfile.mkstemp(prefix="concept-", suffix=".json")
    path = Path(name)
    written = json.dumps(to_record(before), ensure_ascii=False, indent=2) + "\n"
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(written)
    keep = False
    try:
        _open_editor(path)
        text = path.read_text(encoding="utf-8-sig")
        if text == written:
            tell("nothing was changed")
            return 0
        keep = True  # a person's work is not thrown away when it does not fit
        after = _from_text(text, path)
        if after.id != before.id:
            raise GlossaryError(f"the id is to stay {before.id}, not {after.id}; your text is kept in {path}")
        _advise(base, after)
        code = _store(base, before, after, by, "edited by hand")
        keep = False
        return code
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}") from error
    finally:
        if not keep:
            path.unlink(missing_ok=True)


def _from_text(text: str, path: Path) -> Concept:
    try:
        record = json.loads(text)
    except ValueError as error:
        raise GlossaryError(f"{path}: not JSON: {error}; nothing was changed, and your text is kept there") from error
    try:
        if not isinstance(record, dict):
            raise ConceptError("not a concept record")
        return from_record(record)
    except ConceptError as error:
        raise GlossaryError(f"{path}: {error}; nothing was changed, and your text is kept there") from error


def _open_editor(path: Path) -> None:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    words = shlex.split(chosen, posix=os.name != "nt")
    if not words or not shutil.which(words[0].strip('"')):
        raise GlossaryError(f"there is no editor {chosen!r}; set EDITOR, or say with options what to change")
    code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
    if code:
        raise GlossaryError(f"the editor {chosen!r} ended with {code}; nothing was changed")


def _agreed(lines: Sequence[str]) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise GlossaryError("removing wants an answer from a person; say --yes where nobody can be asked")
    tell("\n".join(lines))
    sys.stderr.write("Remove? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def _line(concept: Concept) -> str:
    zh, en = concept.preferred("zh"), concept.preferred("en")
    return f"{concept.id}  {zh.text if zh else '-'} = {en.text if en else '-'}"


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
