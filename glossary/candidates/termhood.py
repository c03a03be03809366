"""How much a string of words looks like a term, learned from the terms that the termbase has and from the texts at hand.

Two likelihood ratios (natural logarithms, 0: as likely a term as not), smoothed where little is known, and a contrast:

* by its words: a word that begins many terms and few strings of running text speaks for a term that begins with it, and so
  for words that end terms and that stand inside them. This is the contrast between a special and a general corpus
  (weirdness: Ahmad, Gillam, Tostevin 1999; Moore and Lewis 2010), with the termbase as the special corpus;
* by its neighbours: what stands beside known terms in these texts, and beside any word (the idea of NC-value, Frantzi,
  Ananiadou and Mima 2000, with known terms in the place of the best candidates);
* how much commoner its words are here than in general Chinese.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from glossary.candidates.tokens import KNOWN, sort_of
from glossary.segment.words import Tagger

_RARE = 1.4  # times in the terms of the termbase under which a word's own figures say little
_GENERAL = 50_000  # words of general Chinese that the texts are thought to have besides their own
_FEW = 2  # neighbours of a class under which the class says little
_KNOWN_CONTRAST = 3.0  # of a known term: that of an ordinary word of the field

Plain = tuple[str, str]
"""A word and its class."""


@dataclass(slots=True)
class _Place:
    """How often each word and each class of words has a certain place in the terms of the termbase, *size* in all."""

    words: Counter[str] = field(default_factory=Counter)
    sorts: Counter[str] = field(default_factory=Counter)
    size: int = 0

    def add(self, word: str, sort: str) -> None:
        self.words[word] += 1
        self.sorts[sort] += 1
        self.size += 1


class Termhood:
    """Measures strings of words. *terms* are those of the termbase (folded), *words* the words of the texts."""

    def __init__(self, terms: Iterable[str], words: Mapping[tuple[str, str, str], int], tagger: Tagger) -> None:
        self._tagger = tagger
        self._made: dict[str, list[Plain]] = {}
        self._first, self._middle, self._last, self._only = (_Place() for _ in range(4))
        for term in terms:
            plain = [(word, sort_of(tag)) for word, tag in tagger.tagged(term)]
            for number, (word, sort) in enumerate(plain):
                last = number == len(plain) - 1
                place = (self._only if last else self._first) if not number else self._last if last else self._middle
                place.add(word, sort)
        self._text: Counter[str] = Counter()
        self._text_sorts: Counter[str] = Counter()
        for (text, sort, _), count in words.items():
            for word, kind in self._plain(text, sort):
                self._text[word] += count
                self._text_sorts[kind] += count
        self._size = max(1, self._text.total())

    def by_words(self, words: Sequence[tuple[str, str, str]]) -> float:
        """Return the likelihood ratio by the first and the last word and the least likely one between."""
        plain = [one for text, sort, _ in words for one in self._plain(text, sort)]
        if len(plain) == 1:
            return self._ratio(plain[0], self._only)
        between = min((self._ratio(one, self._middle) for one in plain[1:-1]), default=0.0)
        return self._ratio(plain[0], self._first) + between + self._ratio(plain[-1], self._last)

    def ends_terms(self, word: str) -> bool:
        """Return whether a term of the termbase ends in *word*, or is it."""
        return self._last.words[word] + self._only.words[word] > 0

    def contrast(self, words: Sequence[tuple[str, str, str]]) -> float:
        """Return how much commoner the words are in these texts than in general Chinese, on average (-3 to 8)."""
        total = 0.0
        for text, sort, _ in words:
            if sort == KNOWN:
                total += _KNOWN_CONTRAST
            else:
                share = max(1, self._text[text]) / self._size
                total += min(8.0, max(-3.0, log(share) + self._tagger.cost(text)))
        return total / len(words)

    def _plain(self, text: str, sort: str) -> list[Plain]:
        """Return a word, or the words of a known term."""
        if sort != KNOWN:
            return [(text, sort)]
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = [(word, sort_of(tag)) for word, tag in self._tagger.tagged(text)]
        return made

    def _ratio(self, one: Plain, place: _Place) -> float:
        word, sort = one
        size = place.size
        # Few words of text say little; a word's share is then that of general Chinese.
        share = (self._text[word] + _GENERAL * exp(-self._tagger.cost(word))) / (self._size + _GENERAL)
        of_sort = (place.sorts[sort] + 1) / (size + 10) / ((self._text_sorts[sort] + 1) / (self._size + 10))
        return log((place.words[word] + _RARE * min(of_sort, 2.0)) / (size * share + _RARE))


def by_neighbours(beside: Counter[str], known: Counter[str], everything: Counter[str]) -> float:
    """Return the likelihood ratio by the neighbours *beside* a string; *known* are those of known terms.

    Where the texts have no known term it is 0.
    """
    base = known.total() / max(1, everything.total())
    if not base:
        return 0.0
    total = 0.0
    for neighbour, count in sorted(beside.items()):  # so that the order of documents makes no difference
        share = (known[neighbour] + _FEW * base) / (everything[neighbour] + _FEW)
        total += count * log(share / base + 1e-3)
    return 2 * total / max(1, beside.total())
