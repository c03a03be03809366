"""The glossary that one or several documents need: their concepts, how often and where first, and the English chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from glossary.documents.base import Document
from glossary.model import Mention, MentionKind, Scan
from termbase.base import Termbase
from termbase.languages import ZH
from termbase.model import Concept, Context, Form, Note, Status, Term

_CONTEXT = 60  # characters shown on either side of a term


@dataclass(frozen=True, slots=True)
class Item:
    """One concept of a glossary: the writings met, how often, in how many documents, and the first sentence."""

    concept: Concept
    forms: tuple[str, ...]
    count: int
    documents: int
    context: str
    source: str  # document and place of the context
    sure: bool


@dataclass(frozen=True, slots=True)
class Glossary:
    """The items in the order of first appearance."""

    items: tuple[Item, ...]

    def concepts(self, *, forms: bool = True) -> Iterator[Concept]:
        """Yield the concepts as a file format takes them: the writings met, with context, count and the English terms."""
        for item in self.items:
            yield _carried(item, forms)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document shows of one concept: the writings met, how often, and the first sentence with its place."""

    concept: str
    forms: tuple[str, ...]
    count: int
    context: str
    source: str
    sure: bool


def evidence_in(document: Document, scan: Scan) -> tuple[Evidence, ...]:
    """Return the evidence of one scanned document, in the order of first appearance."""
    found: dict[str, list[Mention]] = {}
    for mention in scan.mentions:
        if mention.concept:
            found.setdefault(mention.concept, []).append(mention)
    return tuple(_evidence(concept, mentions, document) for concept, mentions in found.items())


def _evidence(concept: str, mentions: list[Mention], document: Document) -> Evidence:
    first = mentions[0]
    met = dict.fromkeys("".join(m.text.split()).strip("《》") for m in mentions if m.kind is not MentionKind.ANAPHOR)
    place = f", {document.blocks[document.block_at(first.start)].where}" if document.blocks else ""
    return Evidence(
        concept,
        tuple(met),
        len(mentions),
        context_of(document.text, first.start, first.end),
        f"{document.path}{place}",
        any(m.sure for m in mentions),
    )


def build(documents: Iterable[tuple[Evidence, ...]], base: Termbase) -> Glossary:
    """Return the glossary of what each document shows; concepts that *base* does not have are left out."""
    found: dict[str, list[Evidence]] = {}
    for shown in documents:
        for one in shown:
            # The context of the first document is kept, of the others only what is counted.
            found.setdefault(one.concept, []).append(replace(one, context="") if one.concept in found else one)
    items = []
    for concept_id, shown_of in found.items():
        concept = base.concept(concept_id)
        if concept is not None:
            items.append(
                Item(
                    concept,
                    tuple(dict.fromkeys(form for one in shown_of for form in one.forms)),
                    sum(one.count for one in shown_of),
                    len(shown_of),
                    shown_of[0].context,
                    shown_of[0].source,
                    any(one.sure for one in shown_of),
                )
            )
    return Glossary(tuple(items))


def context_of(text: str, start: int, end: int) -> str:
    """Return the sentence around ``text[start:end]``, cut to a readable length, on one line."""
    left = max(start - _CONTEXT, max((text.rfind(mark, 0, start) for mark in "。；！？\n"), default=-1) + 1, 0)
    stops = [at for mark in "。；！？\n" if (at := text.find(mark, end)) >= 0]
    right = min(end + _CONTEXT, min(stops) + 1 if stops else len(text))
    return " ".join(text[left:right].split())


def _carried(item: Item, forms: bool) -> Concept:
    """Return the concept with the Chinese terms this glossary needs: the preferred one and those met."""
    concept = item.concept
    preferred = concept.preferred("zh")
    known = {term.text.replace(" ", ""): term for term in concept.zh}
    terms: list[Term] = []
    met = item.forms if forms else ()
    for text in dict.fromkeys([preferred.text.replace(" ", "") if preferred else "", *met]):
        term = known.get(text)
        if term is None and text and text.strip():
            term = Term(text, ZH, Form.GENERIC if len(text) < 5 else Form.VARIANT)
        if term is None or (term is not preferred and not term.is_current):
            continue
        if term is preferred and item.context:
            term = replace(term, contexts=(Context(item.context, item.source), *term.contexts))
        terms.append(term)
    english = [
        term
        for term in concept.en
        if (term.is_current and term.form is not Form.VARIANT) or term.status is Status.PREFERRED
    ]
    count = f"{item.count} times in {item.documents} document{'s' if item.documents > 1 else ''}"
    return replace(
        concept, terms=(*terms, *(english or concept.en)), notes=(*concept.notes, Note(count, "en")), transactions=()
    )
