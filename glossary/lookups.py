"""Looking up with a document in mind: what a query means in it, and the terms of a sentence that was pasted."""

from __future__ import annotations

from termbase.keys import search_key
from termbase.search.finding import Found

TYPE_CHECKING = False  # what a document needs is imported when there is one
if TYPE_CHECKING:
    from collections import Counter

    from glossary.documents.base import Document
    from glossary.model import Mention, Scan
    from termbase.base import Termbase

_STOPS = frozenset("。！？；!?;\n")
_HAN = range(0x3400, 0xA000)
_LONG = 26  # Han characters: longer than all but a few names
_PHRASE = 8


def is_text(query: str) -> bool:
    """Return whether *query* is a sentence or more: a term would not look like that."""
    return (
        _STOPS.intersection(query.strip().rstrip("".join(_STOPS))) != set()
        or (query.strip()[-1:] in _STOPS and _han(query) >= _PHRASE)
        or _han(query) >= _LONG
    )


def may_be_text(query: str) -> bool:
    """Return whether *query*, if it is no term, may be a part of a sentence."""
    return _han(query) >= _PHRASE


def _han(text: str) -> int:
    return sum(ord(character) in _HAN for character in text)


def terms_of(base: Termbase, text: str) -> list[Found]:
    """Return the concepts that *text* mentions, in the order of their first mention."""
    from glossary.scanning import scan

    found: dict[int, Found] = {}
    for mention in scan(text, base).mentions:
        number = base.store.index.number_of(mention.concept) if mention.concept else None
        if number is not None and number not in found:
            why = "in your text" if mention.why == "termbase" else mention.why
            found[number] = Found(number, "".join(mention.text.split()), "text", round(mention.confidence, 3), why)
    return list(found.values())


class Context:
    """A document and what was found in it."""

    __slots__ = ("document", "scan")

    def __init__(self, document: Document, scan: Scan) -> None:
        self.document = document
        self.scan = scan

    def where(self, mention: Mention) -> str:
        """Return the place of *mention* as a person says it."""
        if mention.where:
            return mention.where
        blocks = self.document.blocks
        return blocks[self.document.block_at(mention.start)].where if blocks else f"character {mention.start}"


def context_of(document: Document, base: Termbase) -> Context:
    """Return *document* read through."""
    from glossary.scanning import scan

    return Context(document, scan(document, base))


def own_definitions(context: Context, query: str) -> list[str]:
    """Return what the document itself says *query* stands for, where the termbase does not have that."""
    key = search_key(query)
    return [
        f"{definition.short} stands for {definition.full} there, which the termbase does not have"
        for definition in context.scan.definitions
        if definition.concept is None and search_key(definition.short) == key
    ]


def in_context(base: Termbase, query: str, found: list[Found], context: Context, limit: int) -> list[Found]:
    """Return *found* with what *query* means in the document first, then what the document names, each with the reason."""
    from collections import Counter

    from glossary.model import MentionKind

    key = search_key(query)
    meant: Counter[str] = Counter()
    named: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for mention in context.scan.mentions:
        if mention.concept is None or mention.kind is MentionKind.REFERENCE:
            continue
        named[mention.concept] += 1
        if search_key(mention.text) == key:
            meant[mention.concept] += 1
            first.setdefault(mention.concept, mention)
    index = base.store.index
    numbers = {concept: index.number_of(concept) for concept in named}
    by_number = {hit.concept: hit for hit in found}
    ranked: list[Found] = []
    for concept, times in meant.most_common():
        number, mention = numbers[concept], first[concept]
        if number is None:
            continue
        hit = by_number.pop(number, None) or Found(number, query, "exact", 1.0, "")
        places = f"{times} places, the first" if times > 1 else "one place,"
        reading = "" if mention.why == "termbase" else f"; there: {mention.why}"
        hit.why = f"in this document {mention.text.strip()} stands for {mention.full or mention.text} ({places} {context.where(mention)}){reading}"
        ranked.append(hit)
    others = []
    of_number = {number: concept for concept, number in numbers.items()}
    for place, hit in enumerate(found):
        if hit.concept in by_number:
            times = named[of_number[hit.concept]] if hit.concept in of_number else 0
            exact = hit.how in ("exact", "folded")
            if times:
                hit.why += f"; named {times} times in this document" if times > 1 else "; named once in this document"
            elif exact and ranked:
                hit.why += "; not in this document"
            others.append(((not exact, not times, place), hit))
    ranked += [hit for _, hit in sorted(others, key=lambda pair: pair[0])]
    return ranked[:limit]
