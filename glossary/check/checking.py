"""``check``: a bitext in, the places where its English does not say what its Chinese means out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from glossary.check import consistency, figures, names, references, shifted
from glossary.check.english import English, Names, forms_of, weighty
from glossary.check.model import Bitext, Mismatch, Unit
from glossary.documents.base import Document
from glossary.errors import DocumentError
from glossary.model import Mention, Scan
from glossary.segment.lexicon import Lexicon
from termbase.model import Concept

# code -> what it finds; the reference page lists them
CODES = {
    "T200": "a translation that seems to belong to another unit; nothing else is checked there",
    "T201": "a name or term that the English does not say",
    "T202": "a name that is no longer right, where the Chinese has the present one",
    "T203": "a resolution, decision, document, article or session with another number, or none",
    "T204": "a number, date or percentage that differs",
    "T205": "one Chinese name in several English ones",
    "T206": "another body, treaty, programme, post or place than the Chinese means",
}
_Check = Callable[[Bitext], Iterator[Mismatch]]
CHECKS: tuple[_Check, ...] = (
    names.findings,
    references.findings,
    figures.findings,
    consistency.findings,
)


class Checked(NamedTuple):
    """What a check gives: the findings in the order of the units, and how many units were checked and had no English."""

    findings: tuple[Mismatch, ...]
    units: int
    untranslated: int


def check(document: Document, scan: Scan, lexicon: Lexicon, concept: Callable[[str], Concept | None]) -> Checked:
    """Return what is to be looked at in a bilingual *document*; *scan* is that of its Chinese.

    Raises DocumentError when the document has no English beside its Chinese.
    """
    if not document.translations:
        name = "standard input" if document.path == "-" else document.path
        raise DocumentError(
            f"{name} has no English beside its Chinese; a check needs both (TMX, XLIFF, PO or TSV with both sides)"
        )
    units = tuple(_units(document, scan.mentions))
    bitext = Bitext(units, lexicon, cache(concept), _names(lexicon), _mentioned(scan.mentions))
    in_place = replace(bitext, units=tuple(unit for unit in units if not unit.is_shifted))
    mismatches = [*shifted.findings(bitext), *(one for findings in CHECKS for one in findings(in_place))]
    # Units may share a place (a TMX with repeated ids); theirs then stand together at the first.
    order = {unit.where: number for number, unit in reversed(list(enumerate(units)))}
    mismatches.sort(key=lambda one: (order[one.where], one.start, one.code))
    return Checked(tuple(mismatches), len(units), len(document.blocks) - len(units))


def _mentioned(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(
        concept for m in mentions for concept in (m.concept, *(other.concept for other in m.alternatives)) if concept
    )


def _units(document: Document, mentions: Iterable[Mention]) -> Iterator[Unit]:
    here: dict[int, list[Mention]] = {}
    for mention in mentions:
        here.setdefault(document.block_at(mention.start), []).append(mention)
    for number, (block, translation) in enumerate(zip(document.blocks, document.translations, strict=True)):
        if not translation.strip():
            continue
        english = English(translation)
        moved = tuple(
            m._replace(start=m.start - block.start, end=m.end - block.start)
            for m in here.get(number, ())
            if m.end <= block.end
        )
        yield Unit(block.where, document.text[block.start : block.end], english, moved, _confirmed(english, moved))


def _confirmed(english: English, mentions: Iterable[Mention]) -> float:
    """Return the share of the mentions whose English is said, or nearly; 1 where there is nothing to judge by."""
    said = total = 0
    for mention in mentions:
        if not mention.en:
            continue
        total += 1
        words = weighty(mention.en)
        said += any(english.says(form) for name in mention.english for form in forms_of(name)) or (
            bool(words) and 2 * len(words & english.stems) > len(words)
        )
    return said / total if total else 1.0


def _names(lexicon: Lexicon) -> Names:
    return Names(
        (entry.id, (form for form in entry.english if form[:1].isupper()))
        for entry in lexicon.entries
        if entry.kind in names.KINDS and entry.en[:1].isupper()
    )
