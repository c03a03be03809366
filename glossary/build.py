"""The glossary that one or several documents need: their concepts, how often and where first, and the English chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from glossary.documents.base import Document
from glossary.documents.contexts import context_of, source_of
from glossary.model import MentionKind, Scan
from termbase.base import Termbase
from termbase.languages import ZH
from termbase.model import Concept, Context, Form, Note, Status, Term

EVIDENCE = ("count", "documents", "context")
"""What a table can say of an item beside its concept: columns by the names of data categories."""


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


@dataclass(slots=True)
class Met:
    """How documents use one concept: the writings met, how often, in how many documents, and the first sentence."""

    forms: dict[str, None] = field(default_factory=dict)
    count: int = 0
    documents: int = 1
    context: str = ""
    source: str = ""
    sure: bool = False


Gathered = dict[str, Met]
"""What a glossary needs of documents, by the ids of concepts in the order of first appearance."""


def gather(document: Document, scan: Scan) -> Gathered:
    """Return what the glossary of one document needs: a small part of its scan, so that thousands fit into memory."""
    found: Gathered = {}
    for mention in scan.mentions:
        if not mention.concept:
            continue
        met = found.get(mention.concept)
        if met is None:
            met = found[mention.concept] = Met()
            met.context = context_of(document.text, mention.start, mention.end)
            met.source = source_of(document, mention.start)
        met.count += 1
        met.sure = met.sure or mention.sure
        if mention.kind is not MentionKind.ANAPHOR:
            met.forms["".join(mention.text.split()).strip("《》")] = None
    return found


def build(documents: Iterable[Gathered], base: Termbase) -> Glossary:
    """Return the glossary of documents one after the other; concepts that *base* does not have are left out."""
    whole: Gathered = {}
    for one in documents:
        for concept_id, met in one.items():
            known = whole.get(concept_id)
            if known is None:
                whole[concept_id] = met
                continue
            known.forms |= met.forms
            known.count += met.count
            known.documents += 1
            known.sure = known.sure or met.sure
    items = []
    for concept_id, met in whole.items():
        concept = base.concept(concept_id)
        if concept is not None:
            items.append(Item(concept, tuple(met.forms), met.count, met.documents, met.context, met.source, met.sure))
    return Glossary(tuple(items))


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
    return replace(
        concept,
        terms=(*terms, *(english or concept.en)),
        notes=(*concept.notes, Note(times(item.count, item.documents), "en")),
        transactions=(),
        extra=(*concept.extra, ("count", str(item.count)), ("documents", str(item.documents))),
    )


def times(count: int, documents: int) -> str:
    """Return a remark on how often something was met.

    >>> times(1, 1), times(12, 3)
    ('once', '12 times in 3 documents')
    """
    if count == 1:
        return "once"
    return f"{count:,} times in {documents:,} document{'s' if documents > 1 else ''}"
