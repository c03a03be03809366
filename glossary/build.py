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


def build(scans: Iterable[tuple[Document, Scan]], base: Termbase) -> Glossary:
    """Return the glossary of scanned documents; mentions without a concept of *base* are left out."""
    found: dict[str, list[tuple[int, Document, Mention]]] = {}
    for number, (document, scan) in enumerate(scans):
        for mention in scan.mentions:
            if mention.concept:
                found.setdefault(mention.concept, []).append((number, document, mention))
    items = []
    for concept_id, mentions in found.items():
        concept = base.concept(concept_id)
        if concept is None:
            continue
        _, document, first = mentions[0]
        met = dict.fromkeys(
            "".join(m.text.split()).strip("《》") for _, _, m in mentions if m.kind is not MentionKind.ANAPHOR
        )
        items.append(
            Item(
                concept,
                tuple(met),
                len(mentions),
                len({n for n, _, _ in mentions}),
                context_of(document.text, first.start, first.end),
                f"{document.path}, {document.blocks[document.block_at(first.start)].where}"
                if document.blocks
                else document.path,
                any(m.sure for _, _, m in mentions),
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
