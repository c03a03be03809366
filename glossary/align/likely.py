"""How well words of the two languages go together, learned from the terms of the termbase.

IBM Model 1 (Brown et al., The Mathematics of Statistical Machine Translation, 1993) over the pairs of a term and its English;
terms are short, so that few iterations tell 合作 = cooperation from 区域 = regional. What is kept of two words is how often
they were linked, by how often the rarer of them occurs: the commoner one has other translations too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from glossary.align.english import FUNCTION, phrase_key
from glossary.segment.words import Tagger

_ITERATIONS = 4
_KEPT = 0.02
_CERTAIN = 0.35  # from here on two words are translations of each other
_UNKNOWN = 0.5  # what a word that no term holds counts: it speaks neither for a phrase nor against it


class Likely:
    """Measures whether a phrase may be the English of a Chinese string. *pairs* are terms (folded) and their English."""

    def __init__(self, pairs: Iterable[tuple[str, str]], tagger: Tagger) -> None:
        self._tagger = tagger
        texts = [(self.words(zh), _content(phrase_key(en))) for zh, en in pairs]
        self._links = _linked([(zh, en) for zh, en in texts if zh and en])
        self._english = {word for links in self._links.values() for word in links}

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a Chinese string (folded) that say something."""
        return tuple(word for word, tag in self._tagger.tagged(text) if tag[0] not in "ucpwx" or len(word) > 1)

    def covered(self, zh: Sequence[str], en: Sequence[str]) -> tuple[float, float]:
        """Return which share of the words *zh* has its English among *en*, and the other way round (0 to 1)."""
        said = _content(en)
        if not zh or not said:
            return 0.0, 0.0
        links = [self._links.get(word) for word in zh]
        ahead = sum(_UNKNOWN if link is None else max(_strength(link.get(word)) for word in said) for link in links)
        back = sum(
            max(_strength((link or {}).get(word)) for link in links) if word in self._english else _UNKNOWN
            for word in said
        )
        return ahead / len(zh), back / len(said)


def _strength(link: float | None) -> float:
    return min(1.0, link / _CERTAIN) if link else 0.0


def _content(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in FUNCTION)


def _linked(pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> dict[str, dict[str, float]]:
    """Return how strongly each Chinese word is linked to each English word (0 to 1)."""
    chances: dict[tuple[str, str], float] = {}
    counts: dict[tuple[str, str], float] = {}
    for _ in range(_ITERATIONS):
        counts = defaultdict(float)
        totals: dict[str, float] = defaultdict(float)
        for zh, en in pairs:
            for word in en:
                weights = [chances.get((own, word), 0.0) if chances else 1.0 for own in zh]
                whole = sum(weights)
                for own, weight in zip(zh, weights, strict=True):
                    if weight > 1e-3 * whole:
                        counts[own, word] += weight / whole
                        totals[own] += weight / whole
        chances = {link: count / totals[link[0]] for link, count in counts.items()}
    met_zh: dict[str, float] = defaultdict(float)
    met_en: dict[str, float] = defaultdict(float)
    for zh, en in pairs:
        for own in zh:
            met_zh[own] += 1
        for word in en:
            met_en[word] += 1
    kept: dict[str, dict[str, float]] = defaultdict(dict)
    for (own, word), count in counts.items():
        strength = count / (min(met_zh[own], met_en[word]) + 0.5)
        if strength >= _KEPT:
            kept[own][word] = min(1.0, strength)
    return kept
