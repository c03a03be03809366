"""Coded checks on concepts, for a termbase as a whole: pure functions from concepts to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from termbase.folding import key_of
from termbase.languages import ZH
from termbase.model import Concept, Form, Term


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful with one concept."""

    code: str
    severity: Severity
    concept: str
    message: str

    def as_record(self) -> dict[str, str]:
        """Return the finding for JSON."""
        return {"code": self.code, "severity": self.severity.value, "concept": self.concept, "message": self.message}


# code -> what it finds; the reference page lists them
CODES = {
    "B101": "a concept lacks Chinese or English",
    "B102": "one Chinese full name on two concepts of the same subject field",
    "B103": "one Chinese full name on two concepts of different fields with the same English",
    "B104": "the same term twice in one concept and language",
    "B105": "the parent is not in the termbase",
    "B201": "half-width punctuation between Chinese characters",
    "B202": "traditional characters in a simplified term",
    "B203": "a spelling the United Nations does not use",
    "B204": "an acronym whose letters do not come from the English name",
    "B205": "an English term that begins with an article",
    "B206": "blanks at the edge of a term or two in a row",
}

_HALF = re.compile(r"[㐀-鿿][,;:!?()]|[,;:!?()][㐀-鿿]")
_YEAR = re.compile(r"\(\d+\)")  # 第1540(2004)号 is written so
_SPELLING = re.compile(
    r"\b(programs?|centers?|labor|defense|organi[s]ations?|globali[s]ation|co-operation|co-ordinat\w+|behavior|color|favor\w*|"
    r"utili[s]ation|moderni[s]ation|reali[s]ation|mobili[s]ation|civili[s]ation|harmoni[s]ation|decoloni[s]ation)\b"
)
# Bodies and instruments that spell their own names so.
_OWN_SPELLING = re.compile(
    r"^[A-Z].*(Organisation|Center|Program|Labor|Defense|Organisations)|Cooperation|(Economic Co-operation)"
)


def validate(concepts: Iterable[Concept]) -> Iterator[Finding]:
    """Yield what is wrong with *concepts*, taken together."""
    kept = list(concepts)
    ids = {concept.id for concept in kept}
    for concept in kept:
        for check in _CHECKS:
            yield from check(concept)
        if concept.parent and concept.parent not in ids:
            yield Finding("B105", Severity.ERROR, concept.id, f"its parent {concept.parent} is not in the termbase")
    yield from _shared_names(kept)


def _languages(concept: Concept) -> Iterator[Finding]:
    for lang, terms in (("Chinese", concept.zh), ("English", concept.en)):
        if not terms:
            yield Finding("B101", Severity.ERROR, concept.id, f"it has no {lang} term")


def _repeated(concept: Concept) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for term in concept.terms:
        if (term.lang, term.text) in seen:
            yield Finding("B104", Severity.ERROR, concept.id, f"{term.text} stands twice")
        seen.add((term.lang, term.text))


def _chinese(concept: Concept) -> Iterator[Finding]:
    for term in concept.in_language(ZH):
        if _HALF.search(_YEAR.sub("", term.text)):
            yield Finding(
                "B201", Severity.ERROR, concept.id, f"{term.text}: half-width punctuation between Chinese characters"
            )
        odd = sorted({c for c in term.text if "㐀" <= c <= "鿿" and key_of(c) != c})
        if odd:
            yield Finding("B202", Severity.ERROR, concept.id, f"{term.text}: {' '.join(odd)} is not simplified")


def _english(concept: Concept) -> Iterator[Finding]:
    for term in concept.en:
        if not term.is_current:
            continue
        found = _SPELLING.search(term.text)
        if found and not _OWN_SPELLING.search(term.text):
            yield Finding(
                "B203", Severity.WARNING, concept.id, f"{term.text}: {found[0]} is not United Nations spelling"
            )
        if re.match(r"(the|an?) ", term.text, re.IGNORECASE) and not term.text.startswith(("The ", "A ")):
            yield Finding("B205", Severity.WARNING, concept.id, f"{term.text} begins with an article")
        if term.form is Form.ACRONYM and not _fits(term, concept):
            yield Finding(
                "B204", Severity.WARNING, concept.id, f"{term.text} does not come from any English name of the concept"
            )


def _fits(acronym: Term, concept: Concept) -> bool:
    """Whether the letters of the acronym stand in order in some name of the concept (or it is another language's)."""
    letters = [c for c in acronym.text.lower() if c.isalpha()]
    if len(letters) < 2:
        return True
    for term in concept.en:
        if term.form is Form.ACRONYM:
            continue
        rest = iter(term.text.lower())
        if sum(any(c == letter for c in rest) for letter in letters) >= len(letters) - 1:
            return True
    return False


def _spaced(concept: Concept) -> Iterator[Finding]:
    for term in concept.terms:
        if "  " in term.text or term.text != term.text.strip():
            yield Finding("B206", Severity.ERROR, concept.id, f"{term.text!r} has blanks to spare")


def _shared_names(concepts: list[Concept]) -> Iterator[Finding]:
    by_name: dict[str, list[Concept]] = {}
    for concept in concepts:
        term = concept.preferred("zh")
        if term and term.lang == ZH:
            by_name.setdefault(key_of(term.text), []).append(concept)
    for same in by_name.values():
        first, *others = same
        for other in others:
            name, english = other.preferred("zh"), other.preferred("en")
            if name is None or english is None:
                continue
            if first.subjects[:1] == other.subjects[:1] and not other.notes:
                yield Finding(
                    "B102",
                    Severity.ERROR,
                    other.id,
                    f"{name.text} is also {first.id}, and no note says how they differ",
                )
            elif key_of(english.text) in {key_of(t.text) for t in first.en}:
                yield Finding("B103", Severity.WARNING, other.id, f"{name.text} = {english.text} is also {first.id}")


_CHECKS: tuple[Callable[[Concept], Iterator[Finding]], ...] = (_languages, _repeated, _chinese, _english, _spaced)
