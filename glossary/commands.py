"""One function a user's task: values in, values out; nothing is printed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from glossary import batch
from glossary.batch import Shape, T, expand
from glossary.build import Glossary, build
from glossary.concordance import Line, lines, meanings
from glossary.documents import Document, read_document
from glossary.errors import DocumentError
from glossary.model import Scan
from glossary.scanning import scan
from termbase import formats
from termbase.base import Termbase
from termbase.formats.base import Report
from termbase.merge import Plan, Verdict, plan
from termbase.model import Concept
from termbase.records import to_record
from termbase.search.hits import How


def scan_files(paths: Sequence[str], base: Termbase, warn: Callable[[str], None]) -> list[Scan]:
    """Return the scans of the files in order; *warn* hears what a reader had to guess."""
    return [scanned for _, scanned in _read_and_scan(paths, base, warn)]


def scan_each(paths: Sequence[str], base: Termbase, shape: Shape[T], *, jobs: int = 1) -> Iterator[batch.Outcome[T]]:
    """Yield what became of each file: what *shape* makes of document and scan, or why it could not be read."""
    return batch.each(paths, base, shape, jobs=jobs)


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


def build_files(
    paths: Sequence[str], base: Termbase, warn: Callable[[str], None], *, sure: bool = False, names: bool = False
) -> Glossary:
    """Return the glossary of the files; *sure* leaves out doubtful items, *names* ordinary terms."""
    glossary = build(_read_and_scan(paths, base, warn), base)
    return Glossary(
        tuple(item for item in glossary.items if (item.sure or not sure) and (item.concept.kind or not names))
    )


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
    """What an import did or would do: the plan for each concept of the file, and the revision it made."""

    plans: tuple[Plan, ...]
    revision: int

    @property
    def counts(self) -> Counter[Verdict]:
        """How many concepts met each verdict."""
        return Counter(one.verdict for one in self.plans)


def import_file(
    path: Path, base: Termbase, report: Report, *, format: str = "", by: str = "", dry_run: bool = False
) -> Outcome:
    """Take the concepts of one file into *base* in one transaction; *report* hears of records that were left out.

    Raises FormatError when the file cannot be read and StoreError when the termbase cannot be written; nothing has
    changed then.
    """
    store = base.store
    pending: dict[str, Concept] = {}

    def by_id(concept_id: str) -> Concept | None:
        return pending.get(concept_id) or store.concept(concept_id)

    def under_key(key: str) -> list[Concept]:
        return [pending.get(concept.id, concept) for concept, _ in store.under_key(key)]

    plans = []
    for concept in formats.read_file(path, report, format=format):
        one = plan(concept, by_id, under_key)
        plans.append(one)
        if one.verdict in (Verdict.NEW, Verdict.UPDATE):
            pending[one.concept.id] = one.concept
    revision = base.revision
    if pending and not dry_run:
        revision = store.apply(pending.values(), at=now(), by=by, reason=f"import of {path.name}")
    return Outcome(tuple(plans), revision)


def now() -> str:
    """Return the time as the history keeps it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def conflict_record(one: Plan) -> dict[str, Any]:
    """Return a conflict as a record a person can decide in: the incoming concept, with the reason."""
    return {
        "conflict": list(one.reasons),
        "here": to_record(one.concept),
        "incoming": to_record(one.incoming or one.concept),
    }
