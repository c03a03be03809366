"""Concepts as pairs of source and target terms, for the formats that know nothing richer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.formats.base import Header, Keeps, Report
from termbase.languages import is_chinese, primary
from termbase.model import Concept, Form, Status, Term, best

# What a translator writes for a source term of each form, best first: a short form is answered by a short form
# (国际民航组织 -> ICAO), everything else by the full name.
_SHORT = (Form.ACRONYM, Form.SHORT, Form.ABBREVIATION, Form.FULL, Form.VARIANT, Form.PHRASE, Form.SYMBOL, Form.GENERIC)
_FULL = (Form.FULL, Form.PHRASE, Form.VARIANT, Form.SHORT, Form.ACRONYM, Form.ABBREVIATION, Form.SYMBOL, Form.GENERIC)


@dataclass(frozen=True, slots=True)
class Pair:
    """One source term of a concept with the target terms that answer it, best first."""

    concept: Concept
    source: Term
    targets: tuple[Term, ...]

    @property
    def target(self) -> Term:
        """The term to write."""
        return self.targets[0]


def speaks(lang: str, wanted: str) -> bool:
    """Return whether a term in *lang* serves a glossary in *wanted* (traditional Chinese does not serve simplified)."""
    return lang == wanted or (not is_chinese(wanted) and primary(lang) == primary(wanted))


def best_first(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return *terms* with the one to write first in front, the others in their order.

    Readers such as OmegaT's and translate-toolkit's show the first term of a language as *the* term.
    """
    all_terms = tuple(terms)
    if len(all_terms) < 2 or (all_terms[0].status is Status.PREFERRED and not all_terms[0].is_short):
        return all_terms
    front = best(all_terms)
    return all_terms if front is None or front is all_terms[0] else (front, *(t for t in all_terms if t is not front))


def written_terms(concept: Concept, header: Header, report: Report) -> tuple[Term, ...]:
    """Return the terms of *concept* that *header* lets into the file; the others are counted as losses."""
    if header.deprecated:
        return concept.terms
    terms = concept.terms
    kept = tuple([t for t in terms if t.status is Status.ADMITTED or t.status is Status.PREFERRED])
    if len(kept) == len(terms):
        return terms
    report.lose("deprecated terms (left out unless asked for)", len(concept.terms) - len(kept))
    return kept


def sides(terms: Sequence[Term], header: Header) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return those of *terms* in the source and those in the target language of *header*, best first."""
    return (
        best_first(t for t in terms if speaks(t.lang, header.source)),
        best_first(t for t in terms if speaks(t.lang, header.target)),
    )


def both_sides(terms: Sequence[Term], header: Header, report: Report) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return `sides`, or two empty ones where one of them is; *report* hears what is lost."""
    sources, targets = sides(terms, header)
    report.lose(Keeps.LANGUAGES, len(terms) - len(sources) - len(targets))
    if sources and targets:
        return sources, targets
    report.lose("concepts without a term in both languages")
    return (), ()


def pairs(concept: Concept, header: Header, report: Report, *, first_only: bool = False) -> Iterator[Pair]:
    """Yield the pairs of *concept* in the direction of *header*; what is in other languages is counted as lost."""
    terms = written_terms(concept, header, report)
    sources, targets = both_sides(terms, header, report)
    if not sources:
        return
    seen: set[str] = set()
    for source in sources[:1] if first_only else sources:
        if source.text not in seen:
            seen.add(source.text)
            yield Pair(concept, source, answering(source, targets))
    if first_only:
        report.lose("synonyms", len(sources) - 1)


def answering(source: Term, targets: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return *targets* with the one that best answers the form of *source* first."""
    order = _SHORT if source.is_short else _FULL
    return tuple(sorted(targets, key=lambda t: (not t.is_current, order.index(t.form))))


def unanswered(found: list[Pair]) -> int:
    """Return how many target terms of a concept no pair of *found* has first."""
    return len({t.text for pair in found for t in pair.targets} - {pair.target.text for pair in found})


def entry_for_each_form(concepts: Iterable[Concept], header: Header, report: Report) -> Iterator[Concept]:
    """Yield a concept of its own for each source term with the one target that answers it.

    For readers that see only the first term of a language (translate-toolkit) or cross all with all (OmegaT).
    """
    for concept in concepts:
        found = list(pairs(concept, header, report))
        report.lose("synonyms", unanswered(found))
        for number, pair in enumerate(found, 1):
            terms = (pair.source, pair.target)
            if number == 1:
                yield replace(concept, terms=terms)
            else:
                yield Concept(f"{concept.id}.{number}", terms, concept.subjects, concept.kind, concept.parent)


def remarks(concept: Concept) -> list[str]:
    """Return what a printed glossary says beside the terms: subjects, definitions, notes, and contexts."""
    contexts = [context.text for term in concept.terms for context in term.contexts]
    return [*concept.subjects, *(d.text for d in concept.definitions), *(n.text for n in concept.notes), *contexts]


def lose_parts(concept: Concept, report: Report) -> None:
    """Count what belongs to the definitions and notes of *concept* where only their texts are carried."""
    report.lose("languages and sources of definitions", sum(bool(d.lang or d.source) for d in concept.definitions))
    report.lose("languages of notes", sum(bool(n.lang) for n in concept.notes))


def lose_details(concept: Concept, report: Report, kept: frozenset[Keeps]) -> None:
    """Count in *report* every value of *concept* of a sort that is not in *kept*."""
    counts = (
        (Keeps.SUBJECTS, len(concept.subjects)),
        (Keeps.KINDS, bool(concept.kind)),
        (Keeps.PARENTS, bool(concept.parent)),
        (Keeps.DEFINITIONS, len(concept.definitions)),
        (Keeps.NOTES, len(concept.notes)),
        (Keeps.REFERENCES, len(concept.references)),
        (Keeps.LINKS, len(concept.links)),
        (Keeps.TRANSACTIONS, len(concept.transactions)),
        (Keeps.EVIDENCE, concept.evidence is not None),
        (Keeps.SOURCES, len(concept.sources)),
        (Keeps.TERM_SOURCES, sum(len(t.sources) for t in concept.terms)),
        (Keeps.FORMS, sum(t.form is not Form.FULL for t in concept.terms)),
        (Keeps.STATUSES, sum(t.status.value != "admitted" for t in concept.terms)),
        (Keeps.PARTS_OF_SPEECH, sum(t.part_of_speech is not None for t in concept.terms)),
        (Keeps.RELIABILITY, sum(t.reliability is not None for t in concept.terms)),
        (Keeps.GEOGRAPHY, sum(bool(t.geographical_usage) for t in concept.terms)),
        (Keeps.CONTEXTS, sum(len(t.contexts) for t in concept.terms)),
        (Keeps.TERM_NOTES, sum(len(t.notes) for t in concept.terms)),
        (Keeps.TERM_IDS, sum(bool(t.id) for t in concept.terms)),
        (Keeps.EXTRA, len(concept.extra) + sum(len(t.extra) for t in concept.terms)),
        (Keeps.IDS, 1),
    )
    for keep, count in counts:
        if count and keep not in kept:
            report.lose(keep, int(count))
