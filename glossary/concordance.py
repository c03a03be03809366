"""Keyword in context: every place of a term in documents, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glossary.documents.base import Document
from glossary.errors import GlossaryError
from glossary.model import Scan
from termbase.folding import fold, key_of


class Line(NamedTuple):
    """One place: offsets into the document's text, and the text before, at and after it, on one line each."""

    path: str
    where: str
    start: int
    end: int
    left: str
    text: str
    right: str


def lines(document: Document, term: str, *, width: int = 24) -> Iterator[Line]:
    """Yield the places of *term* in *document*, in order, with *width* characters on either side.

    Width, blanks and line breaks inside a term, capitals and traditional characters make no difference; an English word
    is found as a whole word. Raises GlossaryError when nothing of the term is left to look for.
    """
    key = key_of(term)
    if not key:
        raise GlossaryError(f"there is nothing to look for in {term!r}")
    folded = fold(document.text)
    at = folded.key.find(key)
    while at >= 0:
        start, end = folded.span(at, at + len(key))
        if _whole(document.text, start, end):
            yield _line(document, start, end, width)
        at = folded.key.find(key, at + len(key))


def meanings(document: Document, scan: Scan, concepts: frozenset[str], *, width: int = 24) -> Iterator[Line]:
    """Yield the places of *document* that stand for one of *concepts*, whatever they are called there."""
    for mention in scan.mentions:
        if mention.concept in concepts:
            yield _line(document, mention.start, mention.end, width)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no English word goes on at either edge."""

    def word(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()

    return not (word(start - 1) and word(start)) and not (word(end - 1) and word(end))


def _line(document: Document, start: int, end: int, width: int) -> Line:
    text = document.text
    where = document.blocks[document.block_at(start)].where if document.blocks else ""
    # Blanks and line breaks are taken together, so twice the width is enough to cut from.
    left = " ".join(text[max(0, start - 2 * width) : start].split())
    right = " ".join(text[end : end + 2 * width].split())
    return Line(
        document.path,
        where,
        start,
        end,
        left[-width:] if width else "",
        " ".join(text[start:end].split()),
        right[:width],
    )
