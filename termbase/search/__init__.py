"""From what a person types to concepts: exact, then prefix, then fuzzy, each hit saying how and why it matched."""

from __future__ import annotations

from termbase.keys import search_key
from termbase.languages import is_chinese, is_english
from termbase.model import Concept, Form, Status, Term
from termbase.search.hits import Hit, How
from termbase.search.ranking import nearest
from termbase.store.sqlite import Store

__all__ = ["Hit", "How", "search"]

_CUTOFF = 0.6


def search(store: Store, query: str, *, limit: int = 10, lang: str = "", how: How | None = None) -> list[Hit]:
    """Return the concepts for *query*, best first, each once.

    *lang* (``zh`` or ``en``) keeps the search to terms of that language, *how* insists on one way of matching.
    """
    key = search_key(query)
    if not key:
        return []
    hits: list[Hit] = []
    if how in (None, How.EXACT):
        hits += _exact(store, key, lang)
    if how in (None, How.PREFIX) and len(hits) < limit:
        hits += _prefix(store, key, lang, limit)
    if how is How.FUZZY or (how is None and len(hits) < limit):
        hits += _fuzzy(store, key, lang, limit)
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.concept.id, hit)
    return list(best.values())[:limit]


def _wanted(term: Term, lang: str) -> bool:
    return not lang or (is_chinese(term.lang) if is_chinese(lang) else is_english(term.lang))


def _exact(store: Store, key: str, lang: str) -> list[Hit]:
    hits = []
    for concept, place in store.under_key(key):
        term = concept.terms[place]
        if _wanted(term, lang):
            score = 1.0 if term.is_current else 0.9
            hits.append((_order(term), Hit(concept, term.text, How.EXACT, score, _why(concept, term))))
    return [hit for _, hit in sorted(hits, key=lambda pair: pair[0])]


def _order(term: Term) -> tuple[bool, bool, int]:
    return (not term.is_current, term.form is Form.GENERIC, -(term.reliability or 5))


def _why(concept: Concept, term: Term) -> str:
    full = concept.preferred(term.lang)
    name = full.text if full else ""
    if term.status in (Status.DEPRECATED, Status.SUPERSEDED):
        return f"no longer used; now {name}"
    if term.text == name:
        return "the preferred term"
    return {
        Form.SHORT: f"short form of {name}",
        Form.GENERIC: f"short form of {name}, where the text is about it",
        Form.ACRONYM: f"acronym of {name}",
    }.get(term.form, f"another term for {name}")


def _prefix(store: Store, key: str, lang: str, limit: int) -> list[Hit]:
    hits = []
    for found, concept_id, place in store.keys_with_prefix(key, limit * 4):
        concept = store.concept(concept_id)
        if concept and found != key and _wanted(concept.terms[place], lang):
            term = concept.terms[place]
            hits.append(Hit(concept, term.text, How.PREFIX, round(0.9 * len(key) / len(found), 3), "begins with what you typed"))
    return hits


def _fuzzy(store: Store, key: str, lang: str, limit: int) -> list[Hit]:
    keys = store.all_keys()
    hits = []
    for index, score in nearest(key, [row[0] for row in keys], limit * 2, _CUTOFF):
        _, number, place = keys[index]
        concept = store.by_number(number)
        if concept and score < 1.0 and _wanted(concept.terms[place], lang):
            hits.append(Hit(concept, concept.terms[place].text, How.FUZZY, round(score, 3), "nearly what you typed"))
    return hits
