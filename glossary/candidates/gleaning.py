"""What one document has to offer: every string of words that could be a term, and names; gathered over many documents.

A document is gleaned by itself, in any process; the :class:`Collection` adds up what was gleaned. Memory stays bounded
however many documents there are: when a collection grows too large, the rarest strings are forgotten, and what they could
have counted is remembered (lossy counting: Manku and Motwani, Approximate frequency counts over data streams, VLDB 2002).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from glossary.candidates.tokens import KNOWN, Token, runs
from glossary.candidates.wordlists import AVOIDED_FIRST, AVOIDED_LAST, NEVER_INSIDE, ends_like_a_name
from glossary.documents.base import Document
from glossary.documents.contexts import context_of, source_of
from glossary.model import MentionKind, Scan
from glossary.segment.heads import Bare, head_of
from glossary.segment.words import tagger
from termbase.folding import key_of

_LONGEST = 8  # words; a known term counts as one
_MOST_CHARACTERS = 30
_CONTEXTS = 3  # kept of each
_LARGEST = 200_000  # strings in a collection
_LABEL = re.compile(r"^[^\u3400-\u9fffA-Za-z《]+")  # the number of a paragraph
_JOINING = frozenset({"和", "与", "及"})
_JOINED = 8  # characters from which a name may hold a joining word
# Classes of words by where in a term they may stand.
_FIRST = frozenset("=nsvalkdztxre")
_INSIDE = frozenset("=nsvalkdfztqxre")
_LAST = frozenset("=nsvalkxze")

Word = tuple[str, str, str]
"""Text, class and concept of a :class:`~glossary.candidates.tokens.Token`."""


class Sighting(NamedTuple):
    """A place where something was seen: its sentence, the document and place, and the translation where there is one."""

    text: str
    source: str
    translation: str = ""


@dataclass(slots=True)
class Found:
    """A string of words and how it was met: its *words*, the classes of its neighbours, its first places.

    *missed* is how often it may have been met before and forgotten.
    """

    text: str
    words: tuple[Word, ...]
    count: int = 0
    documents: int = 1
    beside: Counter[str] = field(default_factory=Counter)
    seen: list[Sighting] = field(default_factory=list)
    missed: int = 0


@dataclass(slots=True)
class Name:
    """A name that the text marks as one: by 《》, by a head noun, or by giving it a short form."""

    text: str
    count: int = 0
    documents: int = 1
    shorts: dict[str, None] = field(default_factory=dict)
    defined: bool = False
    seen: list[Sighting] = field(default_factory=list)


@dataclass(slots=True)
class Gleaned:
    """What was gleaned from one document, or from many."""

    found: dict[str, Found] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    words: Counter[Word] = field(default_factory=Counter)  # all of the text
    beside: Counter[str] = field(default_factory=Counter)  # classes of the neighbours of all words ...
    beside_known: Counter[str] = field(default_factory=Counter)  # ... and of known terms


def glean(document: Document, scan: Scan) -> Gleaned:
    """Return what *document* has to offer; *scan* says where known terms stand."""
    gleaned = Gleaned()
    for run in runs(document, scan, tagger()):
        _count(run, gleaned, document)
    _names(gleaned, document, scan)
    return gleaned


def _count(run: Sequence[Token], gleaned: Gleaned, document: Document) -> None:
    """Add the words of *run*, its strings of words, and their neighbours."""
    sorts = ["-" if token.text in NEVER_INSIDE else token.sort for token in run]
    for place, token in enumerate(run):
        gleaned.words[token[:3]] += 1
        for neighbour in _neighbours(run, place, place):
            gleaned.beside[neighbour] += 1
            if token.sort == KNOWN:
                gleaned.beside_known[neighbour] += 1
    for begin, end in _spans(run, sorts):
        words = run[begin : end + 1]
        key = "".join([token.text for token in words])
        if len(key) < 2 or len(key) > _MOST_CHARACTERS:
            continue
        if any(token.text in _JOINING for token in words) and not _may_join(key, words):
            continue
        one = gleaned.found.get(key)
        if one is None:
            start, stop = words[0].start, words[-1].end
            shown = "".join(document.text[start:stop].split())
            one = gleaned.found[key] = Found(shown, tuple(token[:3] for token in words))
            one.seen.append(_sighting(document, start, stop))
        one.count += 1
        one.beside.update(_neighbours(run, begin, end))


def _spans(run: Sequence[Token], sorts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each string of words that may be a term by its parts of speech."""
    for begin, first in enumerate(sorts):
        if first not in _FIRST or (first != KNOWN and run[begin].text in AVOIDED_FIRST):
            continue
        for end in range(begin, min(len(run), begin + _LONGEST)):
            if sorts[end] not in _INSIDE:
                if run[end].text not in _JOINING or end == begin:
                    break
                continue
            if sorts[end] not in _LAST or (sorts[end] != KNOWN and run[end].text in AVOIDED_LAST):
                continue
            if begin == end and first == KNOWN:
                continue
            yield begin, end


def _may_join(key: str, words: Sequence[Token]) -> bool:
    """Whether words around 和 can be one name (预防犯罪和刑事司法研究所), not two things (委员会和理事会)."""
    if len(key) < _JOINED or not ends_like_a_name(key):
        return False
    left = ""
    for token in words:
        if token.text in _JOINING:
            ending = head_of(left)
            if ending and ending.bare is not Bare.THAT:
                return False
        left += token.text
    return True


def _neighbours(run: Sequence[Token], begin: int, end: int) -> tuple[str, str]:
    """Return the classes of the words before and after, marked by the side."""
    left = run[begin - 1].sort if begin else "^"
    right = run[end + 1].sort if end + 1 < len(run) else "^"
    return "<" + left, ">" + right


def _names(gleaned: Gleaned, document: Document, scan: Scan) -> None:
    """Add the names that the scan could not find in the termbase, each with the short forms it goes by."""
    for mention in scan.mentions:
        if mention.concept or mention.en or mention.kind not in (MentionKind.TERM, MentionKind.SHORT):
            continue
        text = "".join(mention.text.split())
        full = "".join((mention.full or text).split())
        if mention.kind is MentionKind.SHORT:
            full = trimmed(full) or text
        name = _named(gleaned, full, document, mention.start, mention.end)
        name.count += 1
        if mention.kind is MentionKind.SHORT and key_of(text) != key_of(full):
            name.shorts[text] = None
    for one in scan.definitions:
        whole = None if one.concept else trimmed(one.full)
        if whole:
            name = _named(gleaned, whole, document, one.start, one.end)
            name.count = max(1, name.count)
            name.shorts[one.short] = None
            name.defined = True


def trimmed(full: str) -> str | None:
    """Return the name at the end of what stands before （简称）, or None where it does not end as names do.

    >>> trimmed("4.他们参加了东南亚区域反恐中心"), trimmed("认识到冠状病毒病")
    ('东南亚区域反恐中心', None)
    """
    full = _LABEL.sub("", "".join(full.split()))
    if full.startswith("《"):
        return full
    head = head_of(key_of(full))
    if head is None:
        return None
    begin = at = 0
    opening = True
    for word, _ in tagger().tagged(full):
        at += len(word)
        if word in NEVER_INSIDE or (opening and word in AVOIDED_FIRST):
            begin, opening = at, True
        else:
            opening = False
    name = full[begin:]
    return name if len(name) > len(head.zh) + 1 else None


def _named(gleaned: Gleaned, text: str, document: Document, start: int, end: int) -> Name:
    key = key_of(text)
    name = gleaned.names.get(key)
    if name is None:
        name = gleaned.names[key] = Name(text)
        name.seen.append(_sighting(document, start, end))
    return name


def _sighting(document: Document, start: int, end: int) -> Sighting:
    translation = document.translations[document.block_at(start)] if document.translations else ""
    return Sighting(context_of(document.text, start, end), source_of(document, start), translation)


class Collection:
    """What was gleaned from many documents, added up. *forgotten* is how often a string may stand there uncounted."""

    def __init__(self, largest: int = _LARGEST) -> None:
        self.gleaned = Gleaned()
        self.forgotten = 0
        self._largest = largest

    def add(self, other: Gleaned) -> None:
        """Add what was gleaned from one more document."""
        mine = self.gleaned
        mine.words.update(other.words)
        mine.beside.update(other.beside)
        mine.beside_known.update(other.beside_known)
        for key, found in other.found.items():
            known = mine.found.get(key)
            if known is None:
                found.missed = self.forgotten
                mine.found[key] = found
                continue
            known.count += found.count
            known.documents += 1
            known.beside.update(found.beside)
            known.seen += found.seen[: _CONTEXTS - len(known.seen)]
        for key, name in other.names.items():
            named = mine.names.get(key)
            if named is None:
                mine.names[key] = name
                continue
            named.count += name.count
            named.documents += 1
            named.shorts |= name.shorts
            named.defined |= name.defined
            named.seen += name.seen[: _CONTEXTS - len(named.seen)]
        if len(mine.found) > self._largest:
            self._forget()

    def _forget(self) -> None:
        """Forget the rarest strings, until half of the room is free."""
        found = self.gleaned.found
        while len(found) > self._largest // 2:
            self.forgotten += 1
            for key in [key for key, one in found.items() if one.count + one.missed <= self.forgotten]:
                del found[key]
