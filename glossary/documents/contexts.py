"""The sentence around a place of a text, and how the place is called."""

from __future__ import annotations

from glossary.documents.base import Document

_CONTEXT = 60  # characters shown on either side of a term
_STOPS = "。！？；\n"


def context_of(text: str, start: int, end: int) -> str:
    """Return the sentence around ``text[start:end]``, cut to a readable length, on one line.

    >>> context_of("大会通过了决议。委员会设立了秘书处。", 8, 11)
    '委员会设立了秘书处。'
    """
    least, most = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    left = max(least, max(text.rfind(mark, least, start) for mark in _STOPS) + 1)
    right = min((at + 1 for mark in _STOPS if (at := text.find(mark, end, most)) >= 0), default=most)
    return " ".join(text[left:right].split())


def source_of(document: Document, start: int) -> str:
    """Return the document's path and the place of the character at *start* as a person finds it."""
    if not document.blocks:
        return document.path
    return f"{document.path}, {document.blocks[document.block_at(start)].where}"
