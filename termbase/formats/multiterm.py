"""MultiTerm XML, the exchange file of Trados MultiTerm: numbered concepts, languages by the termbase's own names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import best_first, lose_details, lose_parts, written_terms
from termbase.formats.tbx_categories import form_of, part_of_speech_of, status_of
from termbase.formats.texts import clean
from termbase.formats.xml_in import NAMES, records, text_of
from termbase.formats.xml_out import content, encode, quote
from termbase.languages import EN, ZH, ZH_HANT, canonical
from termbase.model import (
    Change,
    Concept,
    Context,
    Definition,
    Form,
    Kind,
    Note,
    PartOfSpeech,
    Source,
    Status,
    Term,
    Transaction,
)

INFO = Format(
    "multiterm",
    (".mtf", ".mtf.xml"),
    frozenset(
        {
            Keeps.TERMS,
            Keeps.LANGUAGES,
            Keeps.IDS,
            Keeps.FORMS,
            Keeps.STATUSES,
            Keeps.PARTS_OF_SPEECH,
            Keeps.RELIABILITY,
            Keeps.SUBJECTS,
            Keeps.KINDS,
            Keeps.PARENTS,
            Keeps.SOURCES,
            Keeps.TERM_SOURCES,
            Keeps.GEOGRAPHY,
        }
    ),
    "MultiTerm XML",
)
_IN_PART = frozenset({Keeps.DEFINITIONS, Keeps.NOTES, Keeps.CONTEXTS, Keeps.TERM_NOTES})
_LANGUAGES = {
    ZH: ("Chinese (Simplified, PRC)", "ZH-CN"),
    ZH_HANT: ("Chinese (Traditional, Taiwan)", "ZH-TW"),
    EN: ("English", "EN"),
    "fr": ("French", "FR"),
    "es": ("Spanish", "ES"),
    "ru": ("Russian", "RU"),
    "ar": ("Arabic", "AR"),
    "de": ("German", "DE"),
}


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write UTF-8 (MultiTerm takes it); concepts are numbered, our ids stand in a field."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<mtf>\n']
    number = 0
    for concept in concepts:
        terms = written_terms(concept, header, report)
        if not terms:
            continue
        number += 1
        lose_details(concept, report, INFO.keeps | _IN_PART)
        lose_parts(concept, report)
        report.lose("languages of term notes", sum(bool(n.lang) for t in terms for n in t.notes))
        report.lose("sources of contexts", sum(bool(c.source) for t in terms for c in t.contexts))
        parts.append(_concept(concept, terms, number))
        if len(parts) > 500:
            stream.write(_bytes(parts, report))
            parts = []
    parts.append("</mtf>\n")
    stream.write(_bytes(parts, report))


def _bytes(parts: list[str], report: Report) -> bytes:
    data, removed = encode("".join(parts))
    report.lose("control characters, which XML cannot hold", removed)
    return data


def _described(name: str, value: str) -> str:
    return f'<descripGrp><descrip type="{name}">{content(value)}</descrip></descripGrp>'


def _concept(concept: Concept, terms: tuple[Term, ...], number: int) -> str:
    parts = [f"<conceptGrp><concept>{number}</concept>", _described("Entry ID", concept.id)]
    parts += [_described("Subject", subject) for subject in concept.subjects]
    if concept.kind:
        parts.append(_described("Kind", concept.kind.value))
    if concept.parent:
        parts.append(_described("Parent", concept.parent))
    parts += [_described("Definition", d.text) for d in concept.definitions]
    parts += [_described("Source", s.text) for s in concept.sources]
    parts += [_described("Note", n.text) for n in concept.notes]
    by_language: dict[str, list[Term]] = {}
    for term in terms:
        by_language.setdefault(term.lang, []).append(term)
    for lang, spoken in by_language.items():
        name, code = _LANGUAGES.get(lang, (lang, lang.upper()))
        parts.append(f"\n<languageGrp><language type={quote(name)} lang={quote(code)}/>")
        parts += [_term(term) for term in best_first(spoken)]
        parts.append("</languageGrp>")
    return "".join(parts) + "</conceptGrp>\n"


def _term(term: Term) -> str:
    said = [_described("Status", term.status.value), _described("Term Type", term.form.value)]
    if term.part_of_speech:
        said.append(_described("Part of Speech", term.part_of_speech.value))
    if term.reliability is not None:
        said.append(_described("Reliability", str(term.reliability)))
    if term.geographical_usage:
        said.append(_described("Geographical Usage", term.geographical_usage))
    said += [_described("Source", source.text) for source in term.sources]
    said += [_described("Context", context.text) for context in term.contexts]
    said += [_described("Note", note.text) for note in term.notes]
    return f"<termGrp><term>{content(term.text)}</term>{''.join(said)}</termGrp>"


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream*; fields are known by the names people give them, others go to ``extra``."""
    for number, (_, group) in enumerate(records(stream, ("mtf",), ("conceptGrp",), "MultiTerm XML"), 1):
        where = f"line {group.sourceline}"
        values = {"id": clean(group.findtext("concept") or "") or f"entry-{number}"}
        entry = _Entry(values["id"])
        for child in group:
            name = NAMES[child.tag]
            if name == "descripGrp":
                entry.descrip(child)
            elif name == "transacGrp":
                entry.transaction(child)
            elif name == "languageGrp":
                entry.language(child, where, report)
        if not entry.terms:
            report.skip(where, f"no term in concept {entry.id}")
            continue
        yield entry.build()


def _fields(group: etree._Element) -> Iterator[tuple[str, str]]:
    """The fields of a descripGrp, nested ones too."""
    for descrip in group.iter("descrip"):
        text = clean(text_of(descrip))
        if text:
            yield (descrip.get("type") or "").strip(), text


class _Entry:
    """What has been read of one concept."""

    def __init__(self, concept_id: str) -> None:
        self.id = concept_id
        self.terms: list[Term] = []
        self.subjects: list[str] = []
        self.kind = Kind.TERM
        self.parent = ""
        self.definitions: list[Definition] = []
        self.notes: list[Note] = []
        self.sources: list[Source] = []
        self.transactions: list[Transaction] = []
        self.extra: list[tuple[str, str]] = []

    def build(self) -> Concept:
        return Concept(
            self.id,
            tuple(self.terms),
            tuple(self.subjects),
            self.kind,
            self.parent,
            tuple(self.definitions),
            tuple(self.notes),
            tuple(self.sources),
            transactions=tuple(self.transactions),
            extra=tuple(self.extra),
        )

    def descrip(self, group: etree._Element, lang: str = "") -> None:
        for name, text in _fields(group):
            low = name.lower()
            if low == "entry id":
                self.id = text
            elif low in ("subject", "subject field", "domain"):
                self.subjects.append(text)
            elif low == "kind" and text in _KINDS:
                self.kind = _KINDS[text]
            elif low == "parent":
                self.parent = text
            elif low == "definition":
                self.definitions.append(Definition(text, lang))
            elif low == "source":
                self.sources.append(Source(text))
            elif low in ("note", "comment", "remark"):
                self.notes.append(Note(text, lang))
            else:
                self.extra.append((name, text))

    def transaction(self, group: etree._Element) -> None:
        transac = group.find("transac")
        if transac is None:
            return
        change = Change.ORIGINATION if transac.get("type") == "origination" else Change.MODIFICATION
        date = clean(group.findtext("date") or "")
        self.transactions.append(Transaction(change, date, clean(text_of(transac))))

    def language(self, group: etree._Element, where: str, report: Report) -> None:
        element = group.find("language")
        tag = (element.get("lang") or "").strip() if element is not None else ""
        if not tag:
            report.warn(where, "a language group does not say its language; read as und")
        lang = canonical(tag) if tag else "und"
        for child in group:
            name = NAMES[child.tag]
            if name == "descripGrp":
                self.descrip(child, lang)
            elif name == "termGrp":
                text = clean(text_of(found)) if (found := child.find("term")) is not None else ""
                if text:
                    self.terms.append(_read_term(child, text, lang))
                else:
                    report.skip(f"{where}, {lang}", "empty term")


_KINDS = {kind.value: kind for kind in Kind if kind}
_PARTS = {part.value: part for part in PartOfSpeech}


def _read_term(group: etree._Element, text: str, lang: str) -> Term:
    form, status, part = Form.FULL, Status.ADMITTED, None
    reliability, usage = None, ""
    contexts: list[Context] = []
    notes: list[Note] = []
    sources: list[Source] = []
    extra: list[tuple[str, str]] = []
    for child in group.iterchildren("descripGrp"):
        for name, value in _fields(child):
            low = name.lower()
            if low in ("status", "usage status", "term status") and (known := status_of(value)):
                status = known
            elif low in ("term type", "type", "form") and (shape := form_of(value)):
                form = shape
            elif low in ("part of speech", "pos") and (speech := _PARTS.get(value) or part_of_speech_of(value)):
                part = speech
            elif low == "reliability" and value.isdecimal() and 1 <= int(value) <= 10:
                reliability = int(value)
            elif low == "geographical usage":
                usage = value
            elif low == "source":
                sources.append(Source(value))
            elif low == "context":
                contexts.append(Context(value))
            elif low in ("note", "comment", "remark"):
                notes.append(Note(value))
            else:
                extra.append((name, value))
    return Term(
        text,
        lang,
        form,
        status,
        part,
        reliability,
        usage,
        tuple(contexts),
        tuple(notes),
        tuple(sources),
        "",
        tuple(extra),
    )
