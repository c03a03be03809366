"""A document as the search for new terms sees it: runs of words between punctuation, known terms in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.documents.base import Document
from glossary.model import MentionKind, Scan
from glossary.segment.words import Tagger
from termbase.folding import fold, key_of

KNOWN = "="  # the class of a term that the termbase has
_BREAK = re.compile(r"[^\w\-.·\u3400-\u9fff]+")
# jieba's tags (PKU) by what a word can do in a term. Others (particles, prepositions, numbers ...) keep their own tag.
_CLASSES = {
    tag: name
    for name, tags in {
        "n": "n nz nt nl ng nr nrt nrfg an j",
        "s": "ns",
        "v": "v vn vg vd vi vq",
        "a": "a ad ag b",
        "l": "l i",
        "e": "eng",
        "k": "k g h",
        "d": "d dg df",
        "z": "zg z",
        "t": "t tg s",
    }.items()
    for tag in tags.split()
}


class Token(NamedTuple):
    """A word (folded), its class (:data:`KNOWN`, a class of words, or jieba's tag), the concept it stands for, its place."""

    text: str
    sort: str
    concept: str
    start: int
    end: int


def sort_of(tag: str) -> str:
    """Return the class of words that have this tag of jieba's."""
    return _CLASSES.get(tag, tag)


def runs(document: Document, scan: Scan, tagger: Tagger) -> Iterator[list[Token]]:
    """Yield the stretches of *document* between punctuation, references, 该处 and the like, and names nobody knows."""
    mentions = iter(scan.mentions)
    mention = next(mentions, None)
    run: list[Token] = []
    at = 0
    for block in document.blocks:
        at = max(at, block.start)  # a term cut by a page break reaches into the next block
        while mention is not None and mention.start < block.end:
            if mention.start >= at:
                yield from _extended(run, document.text, at, mention.start, tagger)
                known = mention.concept if mention.kind in (MentionKind.TERM, MentionKind.SHORT) else None
                if known:
                    run.append(Token(key_of(mention.text), KNOWN, known, mention.start, mention.end))
                elif run:
                    yield run.copy()
                    run.clear()
                at = mention.end
            mention = next(mentions, None)
        yield from _extended(run, document.text, at, block.end, tagger)
        if run:
            yield run.copy()
            run.clear()


def _extended(run: list[Token], text: str, start: int, end: int, tagger: Tagger) -> Iterator[list[Token]]:
    """Add the words of ``text[start:end]`` to *run*; yield it and begin anew wherever punctuation ends one."""
    folded = fold(text[start:end])
    begin = 0
    for gap in [*_BREAK.finditer(folded.key), None]:
        stop = gap.start() if gap else len(folded.key)
        if stop > begin:
            for word, tag in tagger.tagged(folded.key[begin:stop]):
                left, right = folded.span(begin, begin + len(word))
                run.append(Token(word, sort_of(tag), "", start + left, start + right))
                begin += len(word)
        if gap:
            if run:
                yield run.copy()
                run.clear()
            begin = gap.end()
