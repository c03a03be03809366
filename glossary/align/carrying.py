"""Term pairs and sentence pairs as programs, glossary files and CAT tools take them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from glossary.align.terms import TermPair
from glossary.documents.base import Document
from termbase.folding import key_of
from termbase.formats.table import disarm
from termbase.formats.xml_out import content, encode
from termbase.languages import EN, ZH
from termbase.model import Concept, Context, Note, Status, Term

COLUMNS = ("count", "score", "context")
"""What a table says of a pair beside its concept."""


def record_of(pair: TermPair) -> dict[str, Any]:
    """Return a term pair as JSON can hold it."""
    return {
        "zh": pair.zh,
        "en": pair.en,
        "count": pair.count,
        "score": pair.score,
        "status": pair.status.value,
        "concept": pair.concept,
        "contexts": [list(sides) for sides in pair.contexts],
    }


def concept_of(pair: TermPair) -> Concept:
    """Return a new pair as a concept; a Chinese term always gets the same id, that of ``glossary candidates``."""
    zh = Term(pair.zh, ZH, status=Status.PREFERRED, contexts=tuple(Context(ours) for ours, _ in pair.contexts))
    en = Term(pair.en, EN, status=Status.PREFERRED)
    return Concept(
        "new:" + sha256(key_of(pair.zh).encode()).hexdigest()[:10],
        (zh, en),
        notes=tuple(Note(theirs, EN) for _, theirs in pair.contexts[:1]),
        extra=(("count", str(pair.count)), ("score", f"{pair.score:.2f}")),
    )


def sentence_table(document: Document) -> bytes:
    """Return the sentence pairs of a bilingual document as a table of two columns divided by tabs."""
    return "".join(f"{disarm(zh)}\t{disarm(en)}\n" for zh, en in _sentence_pairs(document)).encode()


def sentence_memory(document: Document) -> bytes:
    """Return the sentence pairs of a bilingual document as a translation memory (TMX 1.4b)."""
    units = "".join(
        f'<tu><tuv xml:lang="zh-CN"><seg>{content(zh)}</seg></tuv><tuv xml:lang="en"><seg>{content(en)}</seg></tuv></tu>\n'
        for zh, en in _sentence_pairs(document)
    )
    header = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        '<header creationtool="un-glossary" creationtoolversion="1" segtype="sentence" o-tmf="plain text" adminlang="en"'
        ' srclang="zh-CN" datatype="plaintext"/>\n<body>\n'
    )
    return encode(f"{header}{units}</body>\n</tmx>\n")[0]


def _sentence_pairs(document: Document) -> list[tuple[str, str]]:
    pairs = zip(document.blocks, document.translations, strict=True)
    return [(" ".join(document.text[block.start : block.end].split()), en) for block, en in pairs if en]
