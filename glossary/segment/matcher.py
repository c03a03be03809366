"""Choosing the places where terms stand: maximal, not overlapping, never through the middle of a word.

All offsets here are those of the folded key; :meth:`termbase.folding.Folded.span` leads home.
"""

from __future__ import annotations

from typing import NamedTuple

from glossary.segment.lexicon import Lexicon, Role
from glossary.segment.words import Words
from termbase.folding import Folded

_CLAUSE_END = frozenset("。,;:!?、()《》\"'|#[]…·/%~<>")
_REACH = 5  # characters looked at on either side of an edge
_MENTION_COST = 0.35  # makes one long term better than two short ones of the same length
_BROKEN_WORD = 1.8  # what cutting through a word of the sentence costs, in characters
_OVERTAKEN = 1.2
_SHORT = 3  # a term this short is not one where it cuts through a word
_TESTED = 8  # edges of longer terms are beyond doubt
_ACROSS_LINES = 4  # a term this long may be cut by a line or page break
_ASCII = "\x7f"
_MARGIN = 3.0  # how much dearer (-ln p)
_POINTER_MARGIN = 5.0  # 该处|于 is far commoner in these texts than 该|处于


class Place(NamedTuple):
    """A string of the lexicon at a place of the folded text."""

    begin: int
    end: int
    number: int


def places(folded: Folded, text: str, lexicon: Lexicon, words: Words) -> list[Place]:
    """Return the chosen places in order."""
    key, starts = folded.key, folded.starts
    hits: list[tuple[int, int, int]] = []
    stretched = False
    for hit in lexicon.automaton.find_overlapping(key):
        begin, end, _ = hit
        if starts[end - 1] - starts[begin] >= end - begin:  # blanks or a line break inside
            stretched = True
        elif key[begin] > _ASCII and key[end - 1] > _ASCII:
            hits.append(hit)  # by far the most
            continue
        if _stands_alone(hit, folded, text, lexicon):
            hits.append(hit)
    if stretched:
        hits = _within_lines(hits, folded, text)
    if not hits:
        return []
    hits.sort()
    edges = Edges(folded.key, words)
    chosen: list[Place] = []
    cluster: list[tuple[int, int, int]] = []
    reach = -1
    for hit in hits:
        if hit[0] >= reach and cluster:
            chosen += _choose(cluster, reach, edges, lexicon)
            cluster = []
        cluster.append(hit)
        if hit[1] > reach:
            reach = hit[1]
    chosen += _choose(cluster, reach, edges, lexicon)
    return chosen


def _within_lines(hits: list[tuple[int, int, int]], folded: Folded, text: str) -> list[tuple[int, int, int]]:
    """Leave out what reaches over a line break at which one term ends and another begins: 联合国⏎经济及社会理事会 is two lines of a cover page."""
    spans = {hit[:2] for hit in hits}
    begins = {hit[0] for hit in hits}
    kept = []
    for hit in hits:
        begin, end, _ = hit
        if folded.starts[end - 1] - folded.starts[begin] >= end - begin:
            starts = folded.starts
            broken = False
            for at in range(begin + 1, end):
                if (
                    starts[at] - starts[at - 1] > 1
                    and "\n" in text[starts[at - 1] : starts[at]]
                    and (begin, at) in spans
                    and at in begins
                ):
                    broken = True
                    break
            if broken:
                continue
        kept.append(hit)
    return kept


def _stands_alone(hit: tuple[int, int, int], folded: Folded, text: str, lexicon: Lexicon) -> bool:
    """Whether a hit may be a term at all: whole Latin words and numbers, no jump over a paragraph by a short one."""
    begin, end, number = hit
    key = folded.key
    first, last = key[begin], key[end - 1]
    if first.isascii() or last.isascii():
        if begin and first.isalnum() and first.isascii() and _joined(key, folded, begin):
            return False
        if end < len(key) and last.isalnum() and last.isascii() and _joined(key, folded, end):
            return False
        if lexicon.keys[number].isascii():
            start, stop = folded.span(begin, end)
            shown = text[start:stop]
            senses = lexicon.senses(number)
            if not shown[:1].isupper() or (
                senses and senses[0].role == Role.ENGLISH and end - begin <= 5 and shown.upper() != shown
            ):
                return False
    if end - begin < _ACROSS_LINES and folded.starts[end - 1] - folded.starts[begin] >= end - begin:
        start, stop = folded.span(begin, end)
        return "\n" not in text[start:stop]
    return True


def _joined(key: str, folded: Folded, at: int) -> bool:
    """Whether the characters on both sides of *at* are one Latin word or number in the original."""
    before, after = key[at - 1], key[at]
    if not (before.isascii() and after.isascii()) or folded.starts[at - 1] + 1 != folded.starts[at]:
        return False
    return (
        (before.isalpha() and after.isalpha())
        or (before.isdigit() and after.isdigit())
        or (before.isalnum() and after.isalnum() and before.isalpha() != after.isalpha())
    )


def _choose(cluster: list[tuple[int, int, int]], reach: int, edges: Edges, lexicon: Lexicon) -> list[Place]:
    """Return the best set of hits of one cluster that do not overlap: weighted interval scheduling.

    The cluster is sorted by begin and end; *reach* is where the last of it ends.
    """
    if len(cluster) == 1 and cluster[0][1] - cluster[0][0] > _SHORT:
        return [Place(*cluster[0])]
    covering = _covering(cluster, reach)
    # No choice of parts can weigh more than one sound hit that covers them all.
    if covering and _weight(covering, edges, lexicon) == covering[1] - covering[0] - _MENTION_COST:
        return [Place(*covering)]
    scored = [(hit, _weight(hit, edges, lexicon) - _overtaken(hit, cluster)) for hit in cluster]
    scored = [(hit, weight) for hit, weight in scored if weight > 0]
    if not scored:
        return []
    if len(scored) == 1:
        return [Place(*scored[0][0])]
    scored.sort(key=lambda item: (item[0][1], item[0][0]))
    # best[i]: the best total among the first i hits by end, and the choice that gives it
    totals = [0.0]
    back: list[tuple[int, bool]] = [(0, False)]
    ends = [hit[1] for hit, _ in scored]
    for index, (hit, weight) in enumerate(scored):
        before = index
        while before and ends[before - 1] > hit[0]:
            before -= 1
        taken = totals[before] + weight
        if taken > totals[index]:
            totals.append(taken)
            back.append((before, True))
        else:
            totals.append(totals[index])
            back.append((index, False))
    chosen: list[Place] = []
    at = len(scored)
    while at:
        before, taken_here = back[at]
        if taken_here:
            chosen.append(Place(*scored[at - 1][0]))
        at = before
    return chosen[::-1]


def _covering(cluster: list[tuple[int, int, int]], reach: int) -> tuple[int, int, int] | None:
    """Return the hit that covers the whole cluster, or None."""
    begin = cluster[0][0]
    for hit in cluster:
        if hit[0] != begin:
            return None
        if hit[1] == reach:
            return hit
    return None


def _overtaken(hit: tuple[int, int, int], cluster: list[tuple[int, int, int]]) -> float:
    """Return what it costs to begin in the middle of a term that began before: 核|裁军和不扩散, 次|区域合作."""
    begin, end, _ = hit
    return _OVERTAKEN if any(b < begin < e < end for b, e, _ in cluster) else 0.0


def _weight(hit: tuple[int, int, int], edges: Edges, lexicon: Lexicon) -> float:
    begin, end, number = hit
    length = end - begin
    weight = length - _MENTION_COST
    if length <= _TESTED:
        pointer = number in lexicon.pointers
        broken = edges.broken(begin, end, _POINTER_MARGIN if pointer else _MARGIN)
        weight -= broken * (length if length <= _SHORT else _BROKEN_WORD)
    return weight


class Edges:
    """The words of general Chinese in one text, to see at which edges a term would cut through one."""

    def __init__(self, key: str, words: Words) -> None:
        self._key = key
        self._single = words.singles.get
        self._unknown = words.unknown
        self._ending = words.ending(key)
        # The longest word ending at each place marks all places inside the words that end there.
        self._inside = inside = bytearray(len(key) + 1)
        for end, ended in self._ending.items():
            begin = ended[0][0]
            if end - begin == 2:
                inside[begin + 1] = 1
            elif end - begin > 2:
                inside[begin + 1 : end] = b"\x01" * (end - begin - 1)

    def broken(self, begin: int, end: int, margin: float = _MARGIN) -> int:
        """Return at how many of its two edges the term ``key[begin:end]`` cuts through a word the sentence contains.

        The sentence's words are those of the cheapest reading (jieba's unigram model) of the characters around the term.
        An edge inside such a word counts only where a reading with a word boundary at the edge is clearly dearer.
        """
        crossed = [at for at in (begin, end) if self._inside[at]]
        if not crossed:
            return 0
        key = self._key
        left = begin
        while left > 0 and begin - left < _REACH and key[left - 1] not in _CLAUSE_END:
            left -= 1
        right = end
        while right < len(key) and right - end < _REACH and key[right] not in _CLAUSE_END:
            right += 1
        free = self._cheapest(left, right, -1)
        return sum(self._cheapest(left, right, at) - free > margin for at in crossed if left < at < right)

    def _cheapest(self, left: int, right: int, cut: int) -> float:
        """Return the cost of the cheapest reading of ``key[left:right]``, with a word boundary at *cut*."""
        costs = [0.0] * (right - left + 1)
        key, single, unknown, ending = self._key, self._single, self._unknown, self._ending
        for end in range(left + 1, right + 1):
            best = costs[end - 1 - left] + single(key[end - 1], unknown)
            for begin, cost in ending.get(end, ()):
                if begin >= left and not begin < cut < end:
                    total = costs[begin - left] + cost
                    if total < best:
                        best = total
            costs[end - left] = best
        return costs[-1]
