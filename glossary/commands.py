"""One function a user's task: values in, values out; nothing is printed here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from glossary import batch, decisions
from glossary.batch import Shape, T, expand
from glossary.build import Gathered, Glossary, build
from glossary.concordance import Line, lines, meanings
from glossary.decisions import Decision
from glossary.documents import Document, read_document, read_text
from glossary.documents.base import is_chinese_text
from glossary.errors import DocumentError, GlossaryError
from glossary.model import Scan
from glossary.scanning import lexicon_for, scan
from termbase.base import Termbase
from termbase.folding import key_of
from termbase.keys import search_key
from termbase.merge import Finder, Plan, Verdict, added_to, joined, plan
from termbase.model import Concept, Kind
from termbase.records import from_record, to_record
from termbase.search.hits import How

if TYPE_CHECKING:
    from glossary.align.terms import TermPair
    from glossary.candidates.gleaning import Collection, Gleaned
    from glossary.candidates.ranking import Ranked
    from glossary.check.checking import Checked
    from glossary.check.muting import Mute

_Expect = Callable[[Sequence[Concept]], None]
_TOGETHER = 500  # concepts of a file that the termbase is asked about at once


def scan_files(paths: Sequence[str], base: Termbase, warn: Callable[[str], None]) -> list[Scan]:
    """Return the scans of the files in order; *warn* hears what a reader had to guess."""
    return [scanned for _, scanned in _read_and_scan(paths, base, warn)]


def scan_each(paths: Sequence[str], base: Termbase, shape: Shape[T], *, jobs: int = 1) -> Iterator[batch.Outcome[T]]:
    """Yield what became of each file: what *shape* makes of document and scan, or why it could not be read."""
    return batch.each(paths, base, shape, jobs=jobs)


def bodies_in(scans: Iterable[Scan], base: Termbase) -> frozenset[str]:
    """Return the concepts among the mentions of *scans* that are bodies."""
    met = {mention.concept for one in scans for mention in one.mentions if mention.concept}
    return frozenset(one for one in met if (concept := base.concept(one)) and concept.kind is Kind.BODY)


def concordance(
    named: Sequence[str],
    term: str,
    warn: Callable[[str], None],
    failed: Callable[[str], None],
    *,
    base: Termbase | None = None,
    width: int = 24,
) -> list[Line]:
    """Return every place of *term* in the files; with *base* also what stands there for a concept of that name.

    *warn* hears what a reader had to guess, *failed* why a file could not be read; of a single file that is an error.
    """
    paths = expand(named)
    concepts = frozenset(hit.concept.id for hit in base.lookup(term, how=How.EXACT, limit=50)) if base else frozenset()
    found: list[Line] = []
    for path in paths:
        try:
            document = read_document(path)
        except DocumentError as error:
            if len(paths) == 1:
                raise
            failed(str(error))
            continue
        for warning in document.warnings:
            warn(warning)
        places = {line.start: line for line in lines(document, term, width=width)}
        if base and concepts:
            places |= {line.start: line for line in meanings(document, scan(document, base), concepts, width=width)}
        found += [places[start] for start in sorted(places)]
    return found


def _read_and_scan(
    paths: Sequence[str], base: Termbase, warn: Callable[[str], None]
) -> Iterator[tuple[Document, Scan]]:
    for path in expand(paths):
        document = read_document(path)
        for warning in document.warnings:
            warn(warning)
        yield document, scan(document, base)


def build_glossary(
    documents: Iterable[Gathered], base: Termbase, *, sure: bool = False, names: bool = False
) -> Glossary:
    """Return the glossary of documents; *sure* leaves out doubtful items, *names* ordinary terms."""
    glossary = build(documents, base)
    return Glossary(
        tuple(item for item in glossary.items if (item.sure or not sure) and (item.concept.kind or not names))
    )


def new_terms(
    documents: Iterable[Gleaned], base: Termbase, *, least: int | None = None
) -> tuple[Collection, list[Ranked]]:
    """Return what was gleaned from documents, and the terms and names in it that *base* does not have, best first."""
    from glossary.candidates.gleaning import Collection  # a plain scan does not wait for these
    from glossary.candidates.ranking import rank

    collection = Collection()
    for one in documents:
        collection.add(one)
    with base.store.asking() as index:
        known = frozenset(key for _, key in index.all_terms() if not key.isascii())
    return collection, rank(collection, lexicon_for(base), known, least=least)


def mute_rules(rules: Iterable[str], path: str | None = None) -> list[Mute]:
    """Return the rules of what a check does not show, as written, and those of the file *path*.

    Raises GlossaryError for a rule that says nothing, and DocumentError when the file cannot be read.
    """
    from glossary.check.muting import parse, parse_lines

    return [*map(parse, rules), *(parse_lines(read_text(path), path) if path else ())]


def check_bitext(
    path: str, base: Termbase, warn: Callable[[str], None], *, rules: Iterable[Mute] = (), strict: bool = False
) -> Checked:
    """Return where the English of a bilingual file does not say what its Chinese means; *strict* adds what is only worth a look.

    *warn* hears what a reader had to guess. Raises DocumentError when the file cannot be read or has no English.
    """
    from glossary.check.checking import check  # a plain scan does not wait for these
    from glossary.check.model import Severity
    from glossary.check.muting import unmuted

    document = read_document(path)
    for warning in document.warnings:
        warn(warning)
    checked = check(document, scan(document, base), lexicon_for(base), base.concept)
    shown = (one for one in checked.findings if strict or one.severity is not Severity.INFO)
    return checked._replace(findings=unmuted(shown, rules))


@dataclass(frozen=True, slots=True)
class Paired:
    """A bilingual document, and how many sentences of its two versions have no counterpart in the other."""

    document: Document
    zh_alone: int = 0
    en_alone: int = 0


def paired(zh: str, en: str | None, base: Termbase, warn: Callable[[str], None]) -> Paired:
    """Return the sentence pairs of two language versions, or of the bilingual file *zh* where *en* is None.

    *warn* hears what a reader had to guess. Raises DocumentError when a file cannot be read or is not in its language.
    """
    from glossary.align.sentences import align, joined, sentences, terms_of  # nothing else waits for these

    document = read_document(zh)
    for warning in document.warnings:
        warn(warning)
    if en is None:
        if not document.translations:
            raise DocumentError(
                f"{zh} has no English side; give two documents (glossary align ZH EN) or a bilingual file"
            )
        return Paired(document)
    other = read_document(en)
    for warning in other.warnings:
        warn(warning)
    for name, text in ((zh, document.text), (en, other.text)):
        if not text.strip():
            raise DocumentError(f"{name} holds no text")
    if not is_chinese_text(document.text):
        hint = "; the Chinese document comes first" if is_chinese_text(other.text) else ""
        raise DocumentError(f"{zh} is not in Chinese{hint}")
    if is_chinese_text(other.text):
        raise DocumentError(f"{en} is not in English; give the English version second")
    ours, theirs = sentences(document, chinese=True), sentences(other, chinese=False)
    beads = align(ours, theirs, terms_of(scan(document, base)))
    return Paired(
        joined(zh, ours, theirs, beads),
        sum(bead.zh_end - bead.zh for bead in beads if bead.en == bead.en_end),
        sum(bead.en_end - bead.en for bead in beads if bead.zh == bead.zh_end),
    )


def term_pairs(document: Document, base: Termbase, *, least: int = 2, score: float = 0.0) -> list[TermPair]:
    """Return the term pairs of a bilingual document, best first, that stand in *least* sentence pairs and reach *score*."""
    from glossary.align.likely import Likely
    from glossary.align.terms import harvest
    from glossary.candidates.gleaning import glean
    from glossary.segment.words import tagger

    scanned = scan(document, base)
    _, candidates = new_terms([glean(document, scanned)], base)
    names = [text for one in candidates for text in (one.text, *one.shorts)]
    known = [(key_of(entry.zh), entry.en) for entry in lexicon_for(base).entries if entry.zh and entry.en]
    found = harvest(document, scanned, names, Likely(known, tagger()), least=least)
    return [one for one in found if one.score >= score]


def selection(
    base: Termbase, *, subjects: Sequence[str] = (), kinds: Sequence[str] = (), reliability: int = 0
) -> Iterator[Concept]:
    """Yield the concepts of these subject fields and kinds (all where none is named) of at least this reliability."""
    for concept in base.concepts():
        if subjects and not set(subjects) & set(concept.subjects):
            continue
        if kinds and concept.kind.value not in kinds:
            continue
        if reliability and max((t.reliability or 0 for t in concept.terms), default=0) < reliability:
            continue
        yield concept


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did or would do: how many concepts met each verdict, and the revision it made."""

    counts: Counter[Verdict]
    revision: int


def import_file(
    concepts: Iterable[Concept],
    base: Termbase,
    conflict: Callable[[Plan], None],
    *,
    reason: str,
    by: str = "",
    dry_run: bool = False,
    heard: Callable[[Plan], None] = lambda _: None,
) -> Outcome:
    """Take the concepts of one file into *base*, in one transaction; *conflict* hears of those in conflict.

    *heard* hears of every concept what is planned for it, and why.
    Raises FormatError when the file cannot be read and StoreError when the termbase cannot be written; nothing has
    changed then. Memory holds some hundred concepts at a time (of a dry run: what would change), and the ids and keys.
    """
    counts: Counter[Verdict] = Counter()

    def planned(
        by_id: Callable[[str], Concept | None],
        under_key: Finder,
        expect: _Expect,
    ) -> Iterator[Concept]:
        homes: dict[str, str] = {}  # id in the file -> id here, where they differ
        seen: set[str] = set()
        ahead: list[tuple[str, Concept]] = []  # id here, and the concept that points at what comes later in the file
        for concept in _expected(concepts, expect):
            seen.add(concept.id)
            waits = bool(concept.parent or concept.references) and not seen.issuperset(
                {concept.parent, *(reference.target for reference in concept.references)} - {""}
            )
            bare = replace(concept, parent="", references=()) if waits else _pointing(concept, homes)
            one = plan(bare, by_id, under_key)
            counts[one.verdict] += 1
            heard(one)
            if one.verdict is Verdict.CONFLICT:
                conflict(replace(one, incoming=concept))
                continue
            if one.concept.id != concept.id:
                homes[concept.id] = one.concept.id
            if waits:
                slim = Concept(concept.id, concept.terms[:1], parent=concept.parent, references=concept.references)
                ahead.append((one.concept.id, slim))
            if one.verdict is Verdict.NEW:
                yield (
                    replace(one.concept, parent=concept.parent, references=concept.references) if waits else one.concept
                )
            elif one.verdict is Verdict.UPDATE:
                yield one.concept
        for concept_id, concept in ahead:
            known, pointing = by_id(concept_id), _pointing(concept, homes)
            if known and (known.parent, known.references) == (concept.parent, concept.references):
                changed = replace(known, parent=pointing.parent, references=pointing.references)
            elif known:
                changed = added_to(known, pointing.parent, pointing.references)
            if known and changed != known:
                yield changed

    return Outcome(counts, _carried_out(base, planned, reason=reason, by=by, dry_run=dry_run))


def _expected(concepts: Iterable[Concept], expect: _Expect) -> Iterator[Concept]:
    """Yield *concepts*; *expect* hears of some before they come."""
    waiting = iter(concepts)
    while some := list(islice(waiting, _TOGETHER)):
        expect(some)
        yield from some


def _pointing(concept: Concept, homes: Mapping[str, str]) -> Concept:
    """Return *concept* with its parent and references by the ids that these have here."""
    if not homes or not (concept.parent or concept.references):
        return concept
    references = tuple(replace(one, target=homes.get(one.target, one.target)) for one in concept.references)
    return replace(concept, parent=homes.get(concept.parent, concept.parent), references=references)


class _Draft:
    """A termbase as it would be: what a dry run would store, laid over what there is."""

    def __init__(self, base: Termbase) -> None:
        self._store = base.store
        self._records: dict[str, str] = {}  # id -> record; the text takes a third of what the concept would
        self._ids: dict[str, list[str]] = {}  # search key -> ids of concepts that the termbase does not have there

    def concept(self, concept_id: str) -> Concept | None:
        record = self._records.get(concept_id)
        return from_record(json.loads(record)) if record else self._store.concept(concept_id)

    def under_key(self, key: str) -> list[Concept]:
        ids = dict.fromkeys([concept.id for concept, _ in self._store.under_key(key)] + self._ids.get(key, []))
        return [concept for concept in map(self.concept, ids) if concept]

    def put(self, concept: Concept) -> None:
        self._records[concept.id] = json.dumps(to_record(concept), ensure_ascii=False)
        for key in {search_key(term.text) for term in concept.zh}:
            ids = self._ids.setdefault(key, [])
            if concept.id not in ids:
                ids.append(concept.id)


def _carried_out(
    base: Termbase,
    planned: Callable[[Callable[[str], Concept | None], Finder, _Expect], Iterator[Concept]],
    *,
    reason: str,
    by: str,
    dry_run: bool,
) -> int:
    """Store what is *planned*, in one transaction, or with *dry_run* only plan it; return the revision the termbase then has."""
    if dry_run:
        draft = _Draft(base)
        for concept in planned(draft.concept, draft.under_key, lambda _: None):
            draft.put(concept)
        return base.revision
    with base.store.changing(at=now(), by=by, reason=reason) as changing:
        for concept in planned(changing.concept, changing.under_key, changing.expect):
            changing.put(concept)
    return changing.revision


def settle_conflicts(
    decided: Iterable[Decision],
    base: Termbase,
    conflict: Callable[[Plan], None],
    *,
    reason: str,
    by: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Do what a person decided about conflicts, in one transaction; *conflict* hears of those that are still undecided.

    Raises FormatError for what is no decision; nothing has changed then.
    """
    counts: Counter[Verdict] = Counter()

    def planned(by_id: Callable[[str], Concept | None], under_key: Finder, _: _Expect) -> Iterator[Concept]:
        for decision in decided:
            one = decisions.plan(decision, by_id, under_key)
            counts[one.verdict] += 1
            if one.verdict is Verdict.CONFLICT:
                conflict(one)
            elif one.verdict is not Verdict.SAME:
                yield one.concept

    return Outcome(counts, _carried_out(base, planned, reason=reason, by=by, dry_run=dry_run))


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of concepts that were one: the one that stays, how many pointed at the others, and the revision."""

    concept: Concept
    repointed: int
    revision: int


def merge_concepts(
    base: Termbase, kept: Concept, others: Sequence[Concept], *, by: str = "", dry_run: bool = False
) -> Merged:
    """Join *others* to *kept*: it gets all that only they say, they go, and what pointed at them points at it."""
    homes = {other.id: kept.id for other in others}
    for other in others:
        kept = joined(kept, replace(other, id=kept.id)).concept
    parent = "" if kept.parent in homes else kept.parent
    references = tuple(r for r in kept.references if homes.get(r.target, r.target) != kept.id)
    kept = replace(kept, parent=parent, references=references)
    pointing = [c for c in base.concepts() if c.id not in homes and c.id != kept.id and _pointing(c, homes) != c]
    if dry_run:
        return Merged(kept, len(pointing), base.revision)
    reason = f"merged {', '.join(homes)} into {kept.id}"
    revision = base.store.apply(
        [kept, *(_pointing(concept, homes) for concept in pointing)], homes, at=now(), by=by, reason=reason
    )
    return Merged(kept, len(pointing), revision)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: concepts brought back as they were, concepts removed that were new, and its own revision."""

    restored: int
    removed: int
    revision: int


def undo(base: Termbase, revision: int, *, by: str = "", dry_run: bool = False) -> Undone:
    """Bring the concepts that *revision* changed back to what they were before, as a new revision.

    Raises GlossaryError when there is no such revision, or when later ones changed the same concepts.
    """
    store = base.store
    changes = store.changed_by(revision)
    if not changes:
        raise GlossaryError(f"the history has no revision {revision}; `glossary termbase history` lists them")
    restored = [before for _, before, _ in changes if before]
    removed = [concept_id for concept_id, before, _ in changes if before is None]
    if dry_run:
        _refuse_later_changes(base, revision)
        return Undone(len(restored), len(removed), base.revision)
    with store.changing(at=now(), by=by, reason=f"undo of revision {revision}") as changing:
        _refuse_later_changes(base, revision)
        for concept in restored:
            changing.put(concept)
        for concept_id in removed:
            changing.remove(concept_id)
    return Undone(len(restored), len(removed), changing.revision)


def _refuse_later_changes(base: Termbase, revision: int) -> None:
    later = base.store.changed_after(revision)
    if later:
        named = ", ".join(f"{name} (revision {number})" for name, number in list(later.items())[:5])
        more = f" and {len(later) - 5:,} more" if len(later) > 5 else ""
        raise GlossaryError(
            f"revision {revision} cannot be undone: later revisions changed {named}{more}; undo those first"
        )


def now() -> str:
    """Return the time as the history keeps it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
