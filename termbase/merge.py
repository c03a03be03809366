"""What an incoming concept means for the stored one: the same, an update, new, or a conflict for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import TypeVar

from termbase.keys import search_key
from termbase.languages import primary
from termbase.model import Concept, CrossReference, Evidence, Kind, Status, Term

_T = TypeVar("_T")


class Verdict(StrEnum):
    """What a plan does with one incoming concept."""

    SAME = "same"
    UPDATE = "update"
    NEW = "new"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Plan:
    """The verdict, the concept to store (the stored one in a conflict), and the reasons in sentences."""

    verdict: Verdict
    concept: Concept
    reasons: tuple[str, ...] = ()
    incoming: Concept | None = None  # in a conflict: what the file says


Finder = Callable[[str], list[Concept]]  # search key -> stored concepts with a term of that key


def plan(incoming: Concept, by_id: Callable[[str], Concept | None], under_key: Finder) -> Plan:
    """Return what to do with *incoming*.

    It is the stored concept of the same id, or else the one that shares a Chinese and an English term with it. A stored
    concept is only added to: nothing is cleared because the file lacks it. An id of the file's own numbering (c1: no
    namespace) that stands for something else here becomes c1~2; one that says only where the concept stood in its file
    (row-3) says nothing of what it is.
    """
    stored = by_id(incoming.id)
    if stored is not None:
        if _is(stored, incoming):
            return joined(stored, incoming)
        if ":" in incoming.id:
            reason = f"{incoming.id} is another concept here ({_name(stored)}, not {_name(incoming)})"
            return Plan(Verdict.CONFLICT, stored, (reason,), incoming)
        renamed = next(name for n in count(2) if by_id(name := f"{incoming.id}~{n}") is None)
        incoming = replace(incoming, id=renamed)
    alike = _of_the_same_chinese(incoming, under_key)
    if not alike:
        return Plan(Verdict.NEW, incoming)
    same = _of_the_same_english(incoming, alike)
    if same is not None:
        return joined(same, replace(incoming, id=same.id))
    english = bool(incoming.en)
    homographs = [
        c for c in alike if english and c.en and any(_full_key(c) == search_key(t.text) for t in incoming.zh[:1])
    ]
    if homographs:
        other = homographs[0]
        wanted = incoming.preferred("en")
        has = other.preferred("en")
        return Plan(
            Verdict.CONFLICT,
            other,
            (
                f"{_name(incoming)} is {has.text if has else '-'} here ({other.id}), and {wanted.text if wanted else '-'} in the file",
            ),
            incoming,
        )
    return Plan(Verdict.NEW, incoming)


def counterpart(concept: Concept, by_id: Callable[[str], Concept | None], under_key: Finder) -> Concept | None:
    """Return the stored concept that *concept* is: of its id, if they share a term, or of the same Chinese and English."""
    stored = by_id(concept.id)
    if stored is not None and _is(stored, concept):
        return stored
    return _of_the_same_english(concept, _of_the_same_chinese(concept, under_key))


def _of_the_same_chinese(incoming: Concept, under_key: Finder) -> list[Concept]:
    alike: dict[str, Concept] = {}
    for term in incoming.zh:
        key = search_key(term.text)
        for concept in under_key(key):
            if any(primary(t.lang) == "zh" and search_key(t.text) == key for t in concept.terms):
                alike[concept.id] = concept
    return list(alike.values())


def _of_the_same_english(incoming: Concept, among: list[Concept]) -> Concept | None:
    if not among:
        return None
    english = {search_key(term.text) for term in incoming.en}
    return next((c for c in among if english & {search_key(term.text) for term in c.en}), None)


def _full_key(concept: Concept) -> str:
    term = concept.preferred("zh")
    return search_key(term.text) if term else ""


def _name(concept: Concept) -> str:
    term = concept.preferred("zh") or concept.terms[0]
    return term.text


_PLACE = re.compile(r"(row|line|entry|word|tu)-\d+(~\d+)?\Z")  # ids that readers make where a file has none


def _is(stored: Concept, incoming: Concept) -> bool:
    """Whether two concepts of one id are one concept: they have a term in common in some language.

    An id without a namespace is given out by every file anew, so there no language may speak against it: 大会 may be the
    General Assembly in one file and a conference in the other.
    """
    if _PLACE.match(incoming.id):
        return False
    shared = False
    for ours, theirs in ((stored.zh, incoming.zh), (stored.en, incoming.en)):
        common = {search_key(t.text) for t in ours} & {search_key(t.text) for t in theirs}
        if ours and theirs and not common and ":" not in incoming.id:
            return False
        shared |= bool(common)
    if shared:
        return True
    here = {(primary(t.lang), search_key(t.text)) for t in stored.terms}
    return any((primary(t.lang), search_key(t.text)) in here for t in incoming.terms)


def joined(stored: Concept, incoming: Concept) -> Plan:
    """Return *stored* with all that only *incoming* says, which is the same concept."""
    reasons: list[str] = []
    terms = list(stored.terms)
    places = {(t.lang, t.text): n for n, t in enumerate(terms)}
    for term in incoming.terms:
        at = places.get((term.lang, term.text))
        if at is None:
            if term.status is Status.PREFERRED and any(
                t.lang == term.lang and t.status is Status.PREFERRED for t in terms
            ):
                term = replace(term, status=Status.ADMITTED)
            terms.append(term)
            reasons.append(f"adds {term.text}")
        else:
            changed = _fuller(terms[at], term)
            if changed != terms[at]:
                terms[at] = changed
                reasons.append(f"adds to {term.text}")
    result = Concept(
        stored.id,
        tuple(terms),
        subjects=_union(stored.subjects, incoming.subjects),
        kind=stored.kind if stored.kind is not Kind.TERM else incoming.kind,
        parent=stored.parent or incoming.parent,
        definitions=_union(stored.definitions, incoming.definitions),
        notes=_union(stored.notes, incoming.notes),
        sources=_union(stored.sources, incoming.sources),
        references=_union(stored.references, incoming.references),
        links=_union(stored.links, incoming.links),
        transactions=_union(stored.transactions, incoming.transactions),
        evidence=_more(stored.evidence, incoming.evidence),
        extra=_union(stored.extra, incoming.extra),
    )
    if result == stored:
        return Plan(Verdict.SAME, stored)
    if not reasons:
        reasons.append("adds what the file says beside the terms")
    return Plan(Verdict.UPDATE, result, tuple(reasons))


def added_to(stored: Concept, parent: str, references: tuple[CrossReference, ...]) -> Concept:
    """Return *stored* with a parent, where it has none, and with more references."""
    return replace(stored, parent=stored.parent or parent, references=_union(stored.references, references))


def _fuller(stored: Term, incoming: Term) -> Term:
    """Return *stored* with what only *incoming* says."""
    return replace(
        stored,
        part_of_speech=stored.part_of_speech or incoming.part_of_speech,
        reliability=stored.reliability if stored.reliability is not None else incoming.reliability,
        geographical_usage=stored.geographical_usage or incoming.geographical_usage,
        # A file that says a term is no longer right is heeded; one that says nothing (admitted) changes nothing.
        status=incoming.status if not incoming.is_current else stored.status,
        contexts=_union(stored.contexts, incoming.contexts),
        notes=_union(stored.notes, incoming.notes),
        sources=_union(stored.sources, incoming.sources),
        extra=_union(stored.extra, incoming.extra),
    )


def _union(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _more(first: Evidence | None, second: Evidence | None) -> Evidence | None:
    if first is None or second is None:
        return first or second
    return max(first, second, key=lambda e: e.seen)
