"""How alike two strings are: the only module that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence


def nearest(query: str, keys: Sequence[str], limit: int, cutoff: float) -> list[tuple[int, float]]:
    """Return (index, likeness 0 to 1) of the *limit* keys most like *query*, best first, none below *cutoff*.

    Likeness is the normalized Indel similarity, or the share of the query whose characters stand in the key in order
    (反恐执行局 in 反恐怖主义委员会执行局) where that is all of it.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.fuzz import ratio

    found = {
        index: score / 100
        for _, score, index in process.extract(query, keys, scorer=ratio, limit=limit, score_cutoff=cutoff * 100)
    }
    if len(query) >= 3:
        inside = process.extract(query, keys, scorer=LCSseq.similarity, limit=limit * 4, score_cutoff=len(query))
        for key, _, index in inside:
            found[index] = max(found.get(index, 0.0), 0.55 + 0.4 * len(query) / max(len(query), len(key)))
    return sorted(found.items(), key=lambda item: -item[1])[:limit]


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
