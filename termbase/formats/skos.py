"""SKOS as JSON-LD: a concept scheme for libraries and the semantic web; what it shares with Turtle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import best_first, lose_details, written_terms
from termbase.formats.texts import clean, read_text
from termbase.languages import canonical
from termbase.model import Concept, CrossReference, Definition, Form, Link, Note, Source, Status, Term

INFO = Format(
    "skos",
    (".jsonld",),
    frozenset({Keeps.LANGUAGES, Keeps.IDS, Keeps.SUBJECTS, Keeps.PARENTS, Keeps.NOTES, Keeps.SOURCES}),
    "SKOS (JSON-LD)",
)
_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@set"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@set"},
    "hiddenLabel": {"@id": "skos:hiddenLabel", "@container": "@set"},
    "definition": {"@id": "skos:definition", "@container": "@set"},
    "scopeNote": {"@id": "skos:scopeNote", "@container": "@set"},
    "notation": "skos:notation",
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "related": {"@id": "skos:related", "@type": "@id", "@container": "@set"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id", "@container": "@set"},
    "subject": {"@id": "dct:subject", "@container": "@set"},
    "source": {"@id": "dct:source", "@container": "@set"},
}
SCHEME = "urn:un-glossary"


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write one document; a language's best term is its prefLabel, deprecated ones are hidden labels."""
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    scheme = {"@id": SCHEME, "@type": "skos:ConceptScheme", "dct:title": header.title}
    stream.write(f'{{"@context":{encoder.encode(_CONTEXT)},\n"@graph":[\n{encoder.encode(scheme)}'.encode())
    for concept in concepts:
        record = record_of(concept, header, report)
        if record is not None:
            stream.write(b",\n" + encoder.encode(record).encode("utf-8", "replace"))
    stream.write(b"\n]}\n")


def _label(text: str, lang: str, header: Header) -> dict[str, str] | str:
    return {"@value": text, "@language": header.tag(lang)} if lang else text


def record_of(concept: Concept, header: Header, report: Report) -> dict[str, Any] | None:
    """Return *concept* as a JSON-LD node of this module's context; None when no term of it may be written."""
    terms = concept.terms if header.deprecated else written_terms(concept, header, report)
    if not terms:
        return None
    lose_details(concept, report, INFO.keeps | {Keeps.DEFINITIONS, Keeps.REFERENCES, Keeps.LINKS})
    # Their texts or targets are carried; what belongs to them is not.
    report.lose("sources of definitions", sum(bool(d.source) for d in concept.definitions))
    report.lose("texts of cross-references", sum(bool(r.text) for r in concept.references))
    report.lose("texts of links", sum(bool(link.text) for link in concept.links))
    record: dict[str, Any] = {"@id": f"{SCHEME}:{concept.id}", "@type": "skos:Concept", "notation": concept.id}
    record["inScheme"] = SCHEME
    labels: dict[str, list[Any]] = {"prefLabel": [], "altLabel": [], "hiddenLabel": []}
    for lang in dict.fromkeys(term.lang for term in terms):
        spoken = best_first(t for t in terms if t.lang == lang)
        for number, term in enumerate(spoken):
            kind = "hiddenLabel" if not term.is_current else "altLabel" if number else "prefLabel"
            labels[kind].append(_label(term.text, lang, header))
    record |= {name: values for name, values in labels.items() if values}
    more: dict[str, list[Any]] = {
        "definition": [_label(d.text, d.lang, header) for d in concept.definitions],
        "scopeNote": [_label(n.text, n.lang, header) for n in concept.notes],
        "subject": list(concept.subjects),
        "source": [s.text for s in concept.sources],
        "related": [f"{SCHEME}:{r.target}" for r in concept.references],
        "exactMatch": [link.target for link in concept.links],
    }
    record |= {name: values for name, values in more.items() if values}
    if concept.parent:
        record["broader"] = f"{SCHEME}:{concept.parent}"
    return record


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of a JSON-LD document whose names are SKOS's, with or without prefix or full address."""
    text = read_text(stream, report)
    if text.lstrip().startswith("<"):
        raise FormatError("line 1: SKOS is read as JSON-LD or Turtle; convert RDF/XML to one of them first")
    if text.lstrip().startswith("@"):
        raise FormatError("line 1: not JSON-LD but Turtle; read it as the format turtle")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FormatError(f"line {line}: not JSON-LD: {getattr(error, 'msg', 'nested too deeply')}") from error
    graph = document.get("@graph", [document]) if isinstance(document, dict) else document
    if not isinstance(graph, list):
        raise FormatError("line 1: not SKOS: @graph is not a list")
    for number, node in enumerate(graph, 1):
        if isinstance(node, dict) and "Concept" in {short(t) for t in _many(node.get("@type"))}:
            concept = concept_of({short(key): value for key, value in node.items()}, number, report)
            if concept is not None:
                yield concept


def short(name: object) -> str:
    """Return the name of a property or class without its vocabulary."""
    return str(name).rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]


def _many(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _labels(value: object) -> Iterator[tuple[str, str]]:
    """The texts of a property with their languages, in each way JSON-LD can say them."""
    for item in _many(value):
        if isinstance(item, str):
            yield item.strip(), ""
        elif isinstance(item, dict) and isinstance(item.get("@value"), str):
            tag = str(item.get("@language") or "")
            yield item["@value"].strip(), canonical(tag) if tag else ""
        elif isinstance(item, dict):
            for tag, texts in item.items():
                yield from ((str(text).strip(), canonical(tag)) for text in _many(texts) if not tag.startswith("@"))


def _identity(value: object) -> str:
    name = value.get("@id", "") if isinstance(value, dict) else value
    return str(name or "").removeprefix(f"{SCHEME}:")


def concept_of(node: dict[str, Any], number: int, report: Report) -> Concept | None:
    """Return the concept that *node* says, its properties by their names in SKOS; None, and a report, without a label."""
    terms: list[Term] = []
    where = f"concept {number}"
    levels = (
        ("prefLabel", Status.PREFERRED, Form.FULL),
        ("altLabel", Status.ADMITTED, Form.FULL),
        ("hiddenLabel", Status.DEPRECATED, Form.VARIANT),
    )
    for name, status, form in levels:
        for text, lang in _labels(node.get(name)):
            if clean(text):
                terms.append(Term(clean(text), lang or "und", form, status))
    if not terms:
        report.skip(where, "no label")
        return None
    notation = [t for t, _ in _labels(node.get("notation")) if t]
    return Concept(
        id=(notation[0] if notation else _identity(node.get("id") or node.get("@id")).strip()) or f"entry-{number}",
        terms=tuple(terms),
        subjects=tuple(t for t, _ in _labels(node.get("subject")) if t),
        parent=next((_identity(v) for v in _many(node.get("broader"))), ""),
        definitions=tuple(Definition(t, lang) for t, lang in _labels(node.get("definition")) if t),
        notes=tuple(
            Note(t, lang) for name in ("scopeNote", "note", "editorialNote") for t, lang in _labels(node.get(name)) if t
        ),
        sources=tuple(Source(t) for t, _ in _labels(node.get("source")) if t),
        references=tuple(CrossReference(_identity(v)) for v in _many(node.get("related")) if _identity(v)),
        links=tuple(Link(_identity(v)) for v in _many(node.get("exactMatch")) if _identity(v)),
    )
