"""Which bodies a text names together: in the same paragraph, and how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from typing import NamedTuple

from glossary.documents.base import Document
from glossary.model import Mention, Scan


class Body(NamedTuple):
    """A body with its names, and in how many paragraphs it is named."""

    concept: str
    zh: str
    en: str
    acronym: str
    paragraphs: int


class Pair(NamedTuple):
    """Two bodies, and for each paragraph that names both the number of the first mention of either."""

    one: Body
    two: Body
    places: tuple[int, ...]


def together(scans: Sequence[tuple[Document, Scan]], bodies: Set[str]) -> tuple[tuple[Body, ...], tuple[Pair, ...]]:
    """Return the *bodies* (by concept) most often named first, and their pairs most often together first.

    Mentions are numbered through all documents. Pairs that only one paragraph names are left out where others are more often
    together: a list of all partners says nothing of any two of them.
    """
    first: dict[str, Mention] = {}
    counts: dict[str, int] = {}
    found: dict[tuple[str, str], list[int]] = {}
    for named in _paragraphs(scans, bodies):
        for concept, (_, mention) in named.items():
            first.setdefault(concept, mention)
            counts[concept] = counts.get(concept, 0) + 1
        for (a, (at, _)), (b, (later, _)) in combinations(sorted(named.items()), 2):
            found.setdefault((a, b), []).append(min(at, later))
    order = {concept: at for at, concept in enumerate(sorted(counts, key=lambda one: -counts[one]))}
    known = {concept: _body(concept, first[concept], counts[concept]) for concept in order}
    least = 2 if any(len(places) > 1 for places in found.values()) else 1
    pairs = []
    for (a, b), places in found.items():
        if len(places) >= least:
            one, two = sorted((a, b), key=order.__getitem__)
            pairs.append(Pair(known[one], known[two], tuple(places)))
    pairs.sort(key=lambda pair: (-len(pair.places), order[pair.one.concept], order[pair.two.concept]))
    return tuple(known.values()), tuple(pairs)


def _paragraphs(scans: Sequence[tuple[Document, Scan]], bodies: Set[str]) -> Iterator[dict[str, tuple[int, Mention]]]:
    """Yield for each paragraph the bodies it names, with the first mention of each and its number."""
    number = 0
    for document, scan in scans:
        named: dict[str, tuple[int, Mention]] = {}
        block = -1
        for mention in scan.mentions:
            here = document.block_at(mention.start) if document.blocks else 0
            if here != block and named:
                yield named
                named = {}
            block = here
            if mention.concept in bodies and mention.concept is not None:
                named.setdefault(mention.concept, (number, mention))
            number += 1
        if named:
            yield named


def _body(concept: str, mention: Mention, paragraphs: int) -> Body:
    zh = mention.full or "".join(mention.text.split())
    return Body(concept, zh, mention.en or "", mention.acronym or "", paragraphs)
