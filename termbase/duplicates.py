"""Concepts that are likely one and the same, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from termbase.keys import search_key
from termbase.model import Concept, Form, Term

_CROWD = 30  # concepts of one name beyond which they are homographs, not duplicates
_ALIKE_ZH = 0.8
_ALIKE_EN = 0.88


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two concepts that may be one, and why."""

    first: Concept
    second: Concept
    why: str


def duplicates(concepts: Iterable[Concept]) -> Iterator[Duplicate]:
    """Yield the pairs that share a name in one language and share it, or nearly, in the other; the surest first.

    Acronyms and generic names (执行局) are shared by bodies that differ, so they count for nothing.
    """
    zh: dict[str, dict[str, Concept]] = {}
    en: dict[str, dict[str, Concept]] = {}
    for concept in concepts:
        for terms, by_key in ((concept.zh, zh), (concept.en, en)):
            for term in terms:
                if _is_name(term):
                    by_key.setdefault(search_key(term.text), {})[concept.id] = concept
    same: dict[tuple[str, str], Duplicate] = {}
    nearly: dict[tuple[str, str], Duplicate] = {}
    for by_key, lang, label, least in ((zh, "en", "Chinese", _ALIKE_EN), (en, "zh", "English", _ALIKE_ZH)):
        for sharing in by_key.values():
            if not 1 < len(sharing) <= _CROWD:
                continue
            for first, second in combinations(sharing.values(), 2):
                pair = (first.id, second.id)
                likeness = _likeness(first, second, lang)
                if likeness == 1:
                    same.setdefault(pair, Duplicate(first, second, "the same Chinese and English"))
                elif likeness >= least and pair not in same:
                    other = "English" if label == "Chinese" else "Chinese"
                    nearly.setdefault(pair, Duplicate(first, second, f"the same {label}, nearly the same {other}"))
    yield from same.values()
    yield from (one for pair, one in nearly.items() if pair not in same)


def _is_name(term: Term) -> bool:
    return term.is_current and term.form not in (Form.ACRONYM, Form.GENERIC, Form.ABBREVIATION)


def _likeness(first: Concept, second: Concept, lang: str) -> float:
    """Return how alike the names of the two are in the language, from 0 to 1."""
    ours, theirs = ([_said(t) for t in (c.en if lang == "en" else c.zh) if _is_name(t)] for c in (first, second))
    if set(ours) & set(theirs):
        return 1.0
    return max((_ratio(a, b) for a in ours for b in theirs), default=0.0)


def _said(term: Term) -> str:
    return search_key(term.text)


def _ratio(first: str, second: str) -> float:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE_ZH and matcher.quick_ratio() >= _ALIKE_ZH else 0.0
