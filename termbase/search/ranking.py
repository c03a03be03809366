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

    found = {index: score / 100 for _, score, index in process.extract(query, keys, scorer=ratio, limit=limit, score_cutoff=cutoff * 100)}
    if len(query) >= 3:
        inside = process.extract(query, keys, scorer=LCSseq.similarity, limit=limit * 4, score_cutoff=len(query))
        for key, _, index in inside:
            found[index] = max(found.get(index, 0.0), 0.55 + 0.4 * len(query) / max(len(query), len(key)))
    return sorted(found.items(), key=lambda item: -item[1])[:limit]
