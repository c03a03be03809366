"""``scan``: a document in, everything found in it out."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from glossary.documents.base import Document, paragraphs
from glossary.model import Mention, Scan
from glossary.resolve.reading import read
from glossary.segment.lexicon import Lexicon, lexicon_of
from glossary.segment.words import prepare as prepare_words
from glossary.segment.words import words
from termbase.base import Termbase, open_termbase
from termbase.base import prepare as prepare_termbase


def scan(source: str | Document, base: Termbase) -> Scan:
    """Return the mentions, definitions, candidates and findings of a text or document.

    A text is taken as it is; its offsets are code points of it, end exclusive.
    """
    document = Document("", source, paragraphs(source)) if isinstance(source, str) else source
    return scan_with(document, _lexicon(base.path, base.revision, base))


def lexicon_for(base: Termbase) -> Lexicon:
    """Return the lexicon of *base*: made once, then taken from memory or from the file beside the termbase."""
    return _lexicon(base.path, base.revision, base)


def prepare(base: Termbase) -> None:
    """Make what scanning with *base* needs, and keep it beside the termbase for this and other processes."""
    _lexicon(base.path, base.revision, base)


def prepare_package() -> None:
    """Make what the first use of the package would otherwise wait for; called when the package is built."""
    prepare_words()
    with open_termbase(prepare_termbase()) as base:
        lexicon_of(base)


def scan_with(document: Document, lexicon: Lexicon) -> Scan:
    """Return what :func:`scan` does, for a lexicon that is at hand."""
    with _no_collection():
        result = read(document, lexicon, words())
    return Scan(
        document.path,
        len(document.text),
        hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        document.symbol,
        result.mentions if document.plain else _placed(result.mentions, document),
        result.definitions,
        result.candidates,
        result.findings,
    )


def _placed(mentions: tuple[Mention, ...], document: Document) -> tuple[Mention, ...]:
    """Return the mentions with the place where a person finds each: page, cell, slide ..."""
    if not document.blocks:
        return mentions
    return tuple(one._replace(where=document.blocks[document.block_at(one.start)].where) for one in mentions)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking the whole lexicon again and again; a reading makes no cycles to speak of."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


_CACHE: dict[tuple[Path, int], Lexicon] = {}


def _lexicon(path: Path, revision: int, base: Termbase) -> Lexicon:
    known = _CACHE.get((path, revision))
    if known is None:
        known = lexicon_of(base)
        _CACHE.clear()
        _CACHE[(path, revision)] = known
    return known
