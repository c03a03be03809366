"""How alike two strings are: the only module that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence


def likest(query: str, keys: Sequence[str], cutoff: float) -> tuple[int, float] | None:
    """Return (index, normalized Indel similarity) of the key most like *query*, or None when none reaches *cutoff*."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    found = process.extractOne(query, keys, scorer=ratio, score_cutoff=cutoff * 100)
    return (found[2], found[1] / 100) if found else None


_calls = 0


def likeness(query: str, keys: Sequence[str]) -> list[float]:
    """Return how like *query* each of *keys* is: the normalized Indel similarity, 0 to 1.

    >>> [round(value, 2) for value in likeness("反恐布", ["反恐怖", "儿童"])]
    [0.67, 0.0]
    """
    # Importing rapidfuzz takes longer than comparing the few keys of one question without it; a process that asks again
    # is worth the import.
    global _calls
    _calls += 1
    if _calls == 1 and len(keys) <= _FEW:
        return [_plain(query, key) for key in keys]
    from rapidfuzz.distance import Indel

    compare = Indel.normalized_similarity
    return [compare(query, key) for key in keys]


_FEW = 400


def _plain(one: str, other: str) -> float:
    """Return the normalized Indel similarity by the longest common subsequence, found bit by bit (Hyyrö 2004)."""
    where: dict[str, int] = {}
    for place, character in enumerate(one):
        where[character] = where.get(character, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for character in other:
        held = row & where.get(character, 0)
        row = ((row + held) | (row - held)) & full
    common = len(one) - row.bit_count()
    total = len(one) + len(other)
    return 2 * common / total if total else 1.0
