"""Which sentences of two language versions of a document belong together.

One dynamic programme over the sentences of both, with the beads of Gale and Church (A program for aligning sentences in
bilingual corpora, 1993), 1-1, 1-0, 2-1, 2-2, and 3-1, either way. The cost of a bead is what the lengths say, and what both sides
share or lack of that which is the same in every language version: figures, symbols, acronyms, paragraph numbers, the place
in a paragraph; and the known terms, whose English the termbase tells.

Paragraph numbers that both versions have once, in the same order, cut the documents into pieces that are aligned by
themselves, so that the time grows with the length of the pieces, not with the square of the document's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import erfc, log, sqrt
from typing import NamedTuple

from glossary.align.english import english, keys_of
from glossary.documents.base import Document, Gathering
from glossary.model import MentionKind, Scan

_LENGTH = 4.0  # English characters to a Chinese one in UN documents; a Latin one counts a quarter ...
_VARIANCE = 4.0  # ... and how much that varies, a character
# Costs (-ln) of the beads: how often each occurs (Gale and Church count 0.89, 0.0099, 0.089, 0.011); chosen on UN documents.
_BEADS = {
    (1, 1): -log(0.87),
    (1, 0): -log(0.02),
    (0, 1): -log(0.02),
    (2, 1): -log(0.05),
    (1, 2): -log(0.05),
    (3, 1): -log(0.008),
    (1, 3): -log(0.008),
    (2, 2): -log(0.01),
}
_SHARED = 1.0  # what a thing that both sides have is worth, times how rare it is (-ln)
_LACKED = 0.2  # what one that only one side has costs
_RARE = 4.0
_PARAGRAPH = 2.0  # what it costs that one side begins a paragraph and the other does not
_BAND = 60  # sentences beside the diagonal that are tried, and more where the lengths differ
_CHINESE_STOP = re.compile(r"[。！？；][”’」』）)]*|(?<=[^\d])\.(?=\s|$)|[!?;]\s")
_ENGLISH_STOP = re.compile(r"[.!?;][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|;\s+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|para|paras|art|arts|sect|chap|vol|pp?|cf|Inc|Ltd|vs|[A-Z])"
    r"|^\W*(?:\d{1,3}|[IVXLC]+|[一二三四五六七八九十]+))\.$"
)
_FIGURE = re.compile(r"[A-Z]+/[\w./()-]*\w|\d+(?:[  ,.]\d{3})+(?!\d)|\d+(?:\.\d+)?|[A-Z][A-Za-z]*[A-Z][A-Za-z-]*")
_WIDE = re.compile(r"[\u2e80-\uffef]")
_LABEL = re.compile(r"\s*[(（]?(\d{1,3}|[a-z]|[ivxlc]{1,5})[)）.．、]")


class Sentence(NamedTuple):
    """A sentence: its text, where a person finds it, and whether it opens a paragraph; *number* is the paragraph's own.

    *level* is that of a heading (0: none), *size* the length in English characters that it has or may expect.
    """

    text: str
    where: str = ""
    opens: bool = False
    number: int = 0
    level: int = 0
    size: float = 0.0


class Bead(NamedTuple):
    """Sentences that belong together, by their numbers: Chinese *zh* up to *zh_end*, English *en* up to *en_end*."""

    zh: int
    zh_end: int
    en: int
    en_end: int


def sentences(document: Document, *, chinese: bool) -> list[Sentence]:
    """Return the sentences of *document* in order; nothing but white space is left out."""
    found = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        opens = True
        for part in _parts(text, _CHINESE_STOP if chinese else _ENGLISH_STOP):
            said = " ".join(part.split())
            if chinese:
                said = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", said)
            if said:
                wide = len(_WIDE.findall(said)) if chinese else 0
                size = wide * _LENGTH + len(said) - wide
                found.append(Sentence(said, block.where, opens, block.number if opens else 0, block.level, size))
                opens = False
    return found


def _parts(text: str, stop: re.Pattern[str]) -> Iterator[str]:
    begin = 0
    for match in stop.finditer(text):
        if _ABBREVIATED.search(text[begin : match.start() + 1].rstrip()):
            continue
        yield text[begin : match.end()]
        begin = match.end()
    yield text[begin:]


def align(
    zh: Sequence[Sentence], en: Sequence[Sentence], terms: Mapping[str, Iterable[str]] | None = None
) -> list[Bead]:
    """Return the beads in order: every sentence of either side stands in exactly one.

    *terms* are Chinese terms that occur in the text, each with its accepted English.
    """
    ours, theirs = _marks(zh, en, terms or {})
    beads: list[Bead] = []
    edges = [(0, 0), *_numbered(zh, en), (len(zh), len(en))]
    for (left, top), (right, bottom) in pairwise(edges):
        beads += _piece(zh, en, ours, theirs, (left, right, top, bottom))
    return beads


def _numbered(zh: Sequence[Sentence], en: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return where both sides begin a paragraph of the same number: the longest chain that runs the same way in both."""
    at: dict[int, list[list[int]]] = defaultdict(lambda: [[], []])
    for side, some in enumerate((zh, en)):
        for place, sentence in enumerate(some):
            if sentence.number:
                at[sentence.number][side].append(place)
    once = sorted((ours[0], theirs[0]) for ours, theirs in at.values() if len(ours) == len(theirs) == 1)
    # Longest increasing subsequence by patience sorting.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(once):
        pile = bisect_left(tails, place)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(once[index])
        index = before[index]
    return [edge for edge in reversed(chain) if edge != (0, 0)]


Marks = list[dict[str, float]]


def _marks(zh: Sequence[Sentence], en: Sequence[Sentence], terms: Mapping[str, Iterable[str]]) -> tuple[Marks, Marks]:
    """Return what each sentence has that the other language has too, with how rare that is."""
    ours = [set(_figures(one.text)) for one in zh]
    theirs = [set(_figures(one.text)) for one in en]
    read = [english(one.text) for one in en]
    posts: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(read):
        for key in set(text.keys):
            if key:
                posts[key].append(number)
    for term, forms in terms.items():
        said = set()
        for form in keys_of(forms):
            for number in min((posts.get(key, []) for key in form), key=len):
                if next(read[number].places(form), None):
                    said.add(number)
        for number in said:
            theirs[number].add(f"={term}")
        for number, one in enumerate(zh):
            if term in one.text:
                ours[number].add(f"={term}")
    often = Counter(mark for some in (*ours, *theirs) for mark in some)
    size = max(2, len(zh) + len(en))
    rare = {mark: min(_RARE, log(size / count)) for mark, count in often.items()}
    return [{m: rare[m] for m in some} for some in ours], [{m: rare[m] for m in some} for some in theirs]


def _figures(text: str) -> Iterator[str]:
    for match in _FIGURE.finditer(text):
        yield re.sub(r"[  ,](?=\d{3})", "", match[0])
    label = _LABEL.match(text)
    if label:
        yield f"({label[1]})"


def _piece(
    zh: Sequence[Sentence], en: Sequence[Sentence], ours: Marks, theirs: Marks, piece: tuple[int, int, int, int]
) -> list[Bead]:
    """Return the cheapest beads of one piece of the documents."""
    left, right, top, bottom = piece
    rows, columns = right - left, bottom - top
    band = _BAND + abs(rows - columns)
    slope = columns / max(1, rows)
    costs: list[dict[int, float]] = [{} for _ in range(rows + 1)]
    back: list[dict[int, tuple[int, int]]] = [{} for _ in range(rows + 1)]
    costs[0][0] = 0.0
    for row in range(rows + 1):
        middle = int(row * slope)
        here = costs[row]
        for column in range(max(0, middle - band), min(columns, middle + band) + 1):
            best, chosen = here.get(column), None
            for (up, over), price in _BEADS.items():
                if up > row or over > column:
                    continue
                before = costs[row - up].get(column - over)
                if before is None:
                    continue
                bead = (left + row - up, left + row, top + column - over, top + column)
                cost = before + price + _cost(zh, en, ours, theirs, bead)
                if best is None or cost < best:
                    best, chosen = cost, (up, over)
            if best is not None and chosen:
                here[column] = best
                back[row][column] = chosen
    beads = []
    row, column = rows, columns
    while row or column:
        up, over = back[row][column]
        beads.append(Bead(left + row - up, left + row, top + column - over, top + column))
        row, column = row - up, column - over
    return beads[::-1]


def _cost(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    ours: Marks,
    theirs: Marks,
    bead: tuple[int, int, int, int],
) -> float:
    """Return what it costs to take these sentences for translations of each other, without how common such a bead is."""
    begin, end, first, last = bead
    mine, others = ours[begin:end], theirs[first:last]
    had = {mark: rare for some in mine for mark, rare in some.items()}
    said = {mark: rare for some in others for mark, rare in some.items()}
    cost = _LACKED * sum(rare for mark, rare in (*had.items(), *said.items()) if mark not in had or mark not in said)
    if begin == end or first == last:
        return cost
    cost -= _SHARED * sum(rare for mark, rare in had.items() if mark in said)
    cost += _length_cost(sum(one.size for one in zh[begin:end]), sum(one.size for one in en[first:last]))
    cost += _PARAGRAPH * (zh[begin].opens != en[first].opens)
    # A bead that runs over the end of a paragraph joins what the documents divide.
    cost += 2 * _PARAGRAPH * sum(one.opens for one in (*zh[begin + 1 : end], *en[first + 1 : last]))
    cost += _PARAGRAPH * ((zh[begin].level > 0) != (en[first].level > 0))
    return cost


def _length_cost(zh: float, en: float) -> float:
    """Return -ln of how likely lengths differ so much or more (Gale and Church 1993, 3.1)."""
    mean = (zh + en) / 2
    delta = abs(en - zh) / sqrt(_VARIANCE * max(1.0, mean))
    return -log(max(1e-12, erfc(delta / sqrt(2))))


def terms_of(scan: Scan) -> dict[str, tuple[str, ...]]:
    """Return the known terms of a scanned document as it writes them, with their accepted English."""
    found: dict[str, tuple[str, ...]] = {}
    for one in scan.mentions:
        if one.english and one.kind in (MentionKind.TERM, MentionKind.SHORT) and len(one.text) > 1:
            found["".join(one.text.split())] = one.english
    return found


def joined(path: str, zh: Sequence[Sentence], en: Sequence[Sentence], beads: Iterable[Bead]) -> Document:
    """Return the beads that have both sides as a bilingual document; raises DocumentError when there is none."""
    pieces = Gathering()
    for bead in beads:
        ours, theirs = zh[bead.zh : bead.zh_end], en[bead.en : bead.en_end]
        if ours and theirs:
            text, translation = "".join(one.text for one in ours), " ".join(one.text for one in theirs)
            pieces.add(text, ours[0].where, level=ours[0].level, translation=translation)
    return pieces.document(path)
