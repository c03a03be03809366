"""Concepts as plain JSON records and back, lossless; what equals its default is left out."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from termbase.errors import ConceptError
from termbase.languages import ZH
from termbase.model import (
    Change,
    Concept,
    Context,
    CrossReference,
    Definition,
    Evidence,
    Form,
    Kind,
    Link,
    Note,
    PartOfSpeech,
    Source,
    Status,
    Term,
    Transaction,
)

Record = dict[str, Any]
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_record(concept: Concept) -> Record:
    """Return *concept* as values that JSON can hold, compactly."""
    return {"id": concept.id, "terms": [_term_record(term) for term in concept.terms], **_beside(concept)}


def written(concept: Concept) -> str:
    """Return :func:`to_record` of *concept* as JSON without blanks.

    What stands beside the texts is the same for most concepts of a file, and is written once.
    """
    terms = ",".join(
        [
            _encoded(_term_record(term))
            if term.geographical_usage or term.contexts or term.notes or term.sources or term.id or term.extra
            else '{"text":' + _quoted(term.text) + _properties(
                term.lang, term.form._value_, term.status._value_,
                term.part_of_speech._value_ if term.part_of_speech else None, term.reliability,
            )
            for term in concept.terms
        ]
    )  # fmt: skip
    only_classed = not (
        concept.parent or concept.definitions or concept.notes or concept.sources or concept.references or concept.links
        or concept.transactions or concept.evidence or concept.extra
    )  # fmt: skip
    end = _classes(concept.subjects, concept.kind._value_) if only_classed else _ending(_beside(concept))
    return '{"id":' + _quoted(concept.id) + ',"terms":[' + terms + "]" + end


@lru_cache(maxsize=1024)
def _classes(subjects: tuple[str, ...], kind: str) -> str:
    """Return how the record of a concept ends that has no more than this beside its terms."""
    return _ending(_beside(Concept("-", (Term("-", ZH),), subjects, Kind(kind))))


def _ending(beside: Record) -> str:
    return "," + _encoded(beside)[1:] if beside else "}"


@lru_cache(maxsize=1024)
def _properties(lang: str, form: str, status: str, pos: str | None, reliability: int | None) -> str:
    """Return what follows the text of a term that has no more than this."""
    term = Term("-", lang, Form(form), Status(status), PartOfSpeech(pos) if pos else None, reliability)
    return _encoded(_term_record(term)).removeprefix('{"text":"-"')


def _beside(concept: Concept) -> Record:
    """Return what a record has beside the terms."""
    record: Record = {}
    if concept.subjects:
        record["subjects"] = list(concept.subjects)
    if concept.kind:
        record["kind"] = concept.kind.value
    if concept.parent:
        record["parent"] = concept.parent
    if concept.definitions:
        record["definitions"] = [_row(d.text, d.lang, d.source) for d in concept.definitions]
    if concept.notes:
        record["notes"] = [_row(n.text, n.lang) for n in concept.notes]
    if concept.sources:
        record["sources"] = [s.text for s in concept.sources]
    if concept.references:
        record["references"] = [_row(r.target, r.text) for r in concept.references]
    if concept.links:
        record["links"] = [_row(link.target, link.text) for link in concept.links]
    if concept.transactions:
        record["transactions"] = [_row(t.change.value, t.date, t.responsible) for t in concept.transactions]
    if concept.evidence:
        record["evidence"] = [concept.evidence.seen, concept.evidence.confirmed]
    if concept.extra:
        record["extra"] = [list(pair) for pair in concept.extra]
    return record


def from_record(record: Record) -> Concept:
    """Return the concept that :func:`to_record` wrote down.

    Raises ConceptError, naming what is wrong, when the record is not one.
    """
    try:
        evidence = record.get("evidence")
        return Concept(
            id=record["id"],
            terms=tuple(_term(row) for row in record["terms"]),
            subjects=tuple(record.get("subjects", ())),
            kind=Kind(record.get("kind", "")),
            parent=record.get("parent", ""),
            definitions=tuple(Definition(*row) for row in record.get("definitions", ())),
            notes=tuple(Note(*row) for row in record.get("notes", ())),
            sources=tuple(Source(text) for text in record.get("sources", ())),
            references=tuple(CrossReference(*row) for row in record.get("references", ())),
            links=tuple(Link(*row) for row in record.get("links", ())),
            transactions=tuple(Transaction(Change(row[0]), *row[1:]) for row in record.get("transactions", ())),
            evidence=Evidence(*evidence) if evidence else None,
            extra=tuple((name, value) for name, value in record.get("extra", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ConceptError):
            raise
        raise ConceptError(f"not a concept record: {type(error).__name__}: {error}") from error


def _row(*values: str) -> list[str]:
    """Return *values* without the empty ones at the end."""
    kept = list(values)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return kept


def _term_record(term: Term) -> Record:
    record: Record = {"text": term.text, "lang": term.lang}
    if term.form is not Form.FULL:
        record["form"] = term.form.value
    if term.status is not Status.ADMITTED:
        record["status"] = term.status.value
    if term.part_of_speech:
        record["pos"] = term.part_of_speech.value
    if term.reliability is not None:
        record["reliability"] = term.reliability
    if term.geographical_usage:
        record["usage"] = term.geographical_usage
    if term.contexts:
        record["contexts"] = [_row(c.text, c.source) for c in term.contexts]
    if term.notes:
        record["notes"] = [_row(n.text, n.lang) for n in term.notes]
    if term.sources:
        record["sources"] = [s.text for s in term.sources]
    if term.id:
        record["id"] = term.id
    if term.extra:
        record["extra"] = [list(pair) for pair in term.extra]
    return record


def _term(record: Record) -> Term:
    pos = record.get("pos")
    return Term(
        text=record["text"],
        lang=record["lang"],
        form=Form(record.get("form", "full")),
        status=Status(record.get("status", "admitted")),
        part_of_speech=PartOfSpeech(pos) if pos else None,
        reliability=record.get("reliability"),
        geographical_usage=record.get("usage", ""),
        contexts=tuple(Context(*row) for row in record.get("contexts", ())),
        notes=tuple(Note(*row) for row in record.get("notes", ())),
        sources=tuple(Source(text) for text in record.get("sources", ())),
        id=record.get("id", ""),
        extra=tuple((name, value) for name, value in record.get("extra", ())),
    )
