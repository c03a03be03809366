"""Reading TBX of every age: v2 martif, v3 in both styles, TBX-Min of 2013, and what programs really export.

The reader goes by element names whatever their namespace, and by data categories whatever their element and level:
``<termNote type="definition">`` is no TBX, but it is a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import BinaryIO

from lxml import etree

from termbase.formats.base import Report
from termbase.formats.tbx_categories import EXACT_TERM_TYPES, form_of, part_of_speech_of, status_of
from termbase.formats.tbx_ids import from_ncname
from termbase.formats.texts import clean, has_invisible
from termbase.formats.xml_in import NAMES, XML_LANG, local, records, text_of
from termbase.languages import canonical
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

_GENERIC = frozenset(
    ["descrip", "admin", "termNote", "transac", "transacNote", "ref", "xref", "adminNote", "descripNote"]
)
_GROUPS = frozenset(["descripGrp", "adminGrp", "termNoteGrp", "noteGrp", "termGrp", "transacGrp"])
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*\Z")
_OWN_NOTE = re.compile(r"(form|status|part of speech|reliability|kind|parent|evidence): (\S.*)\Z")
_CHANGES = {
    "origination": Change.ORIGINATION,
    "creation": Change.ORIGINATION,
    "input": Change.ORIGINATION,
    "importation": Change.ORIGINATION,
    "modification": Change.MODIFICATION,
    "check": Change.MODIFICATION,
    "approval": Change.MODIFICATION,
}
_KINDS = {kind.value: kind for kind in Kind if kind}
_FORMS = {form.value: form for form in Form}
_STATUSES = {status.value: status for status in Status}
_PARTS = {part.value: part for part in PartOfSpeech}
UNKNOWN = "und"  # BCP 47 for a language nobody named


@dataclass(slots=True)
class _TermDraft:
    """What has been read of one term."""

    text: str = ""
    form: Form = Form.FULL
    status: Status = Status.ADMITTED
    part_of_speech: PartOfSpeech | None = None
    reliability: int | None = None
    geographical_usage: str = ""
    id: str = ""
    contexts: tuple[Context, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def build(self, lang: str, reliability: int | None) -> Term:
        return Term(
            self.text,
            lang,
            self.form,
            self.status,
            self.part_of_speech,
            self.reliability or reliability,
            self.geographical_usage,
            self.contexts,
            self.notes,
            self.sources,
            self.id,
            self.extra,
        )


@dataclass(slots=True)
class _Draft:
    """What has been read of one concept."""

    subjects: tuple[str, ...] = ()
    kind: Kind = Kind.TERM
    parent: str = ""
    reliability: int | None = None
    evidence: Evidence | None = None
    definitions: tuple[Definition, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    references: tuple[CrossReference, ...] = ()
    links: tuple[Link, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    terms: list[Term] = field(default_factory=list)


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream* one by one; empty terms and entries are skipped and named in *report*."""
    ids: set[str] = set()
    number = 0
    iate = False

    def stray(element: etree._Element) -> None:
        if local(element) in ("langSet", "langSec"):
            terms = sum(1 for _ in element.iter("{*}term"))
            report.skip(f"line {element.sourceline}", f"a language section outside any entry ({terms} terms)")

    for root, entry in records(stream, ("martif", "tbx", "TBX"), ("termEntry", "conceptEntry"), "TBX", stray):
        number += 1
        concept_id = from_ncname(clean(entry.get("id") or "")) or f"entry-{number}"
        if concept_id in ids:
            again = 2
            while f"{concept_id}~{again}" in ids:
                again += 1
            where = f"line {entry.sourceline}, entry {concept_id}"
            report.warn(where, f"the id was used before; this entry is read as {concept_id}~{again}")
            concept_id = f"{concept_id}~{again}"
        ids.add(concept_id)
        if number == 1:
            iate = "IATE" in (root.get("type") or "")
        reader = _Reader(report, entry, concept_id, iate)
        draft = reader.draft
        if not draft.terms:
            report.skip(reader.where, "no term in any language")
            continue
        yield Concept(
            concept_id,
            tuple(draft.terms),
            tuple(dict.fromkeys(draft.subjects)) if len(draft.subjects) > 1 else draft.subjects,
            draft.kind,
            draft.parent,
            draft.definitions,
            draft.notes,
            draft.sources,
            draft.references,
            draft.links,
            tuple(dict.fromkeys(draft.transactions)) if draft.transactions else (),
            draft.evidence,
            draft.extra,
        )


class _Reader:
    """Reads one entry."""

    def __init__(self, report: Report, entry: etree._Element, concept_id: str, iate: bool) -> None:
        self.report = report
        self.entry = entry
        self.concept_id = concept_id
        self.iate = iate
        self.draft = _Draft()
        self.read()

    @property
    def where(self) -> str:
        """The place to name in the report."""
        return f"line {self.entry.sourceline}, entry {self.concept_id}"

    def read(self) -> None:
        sections: list[etree._Element] = []
        for child in self.entry:
            name = NAMES[child.tag]
            if name in ("langSet", "langSec"):
                sections.append(child)  # last, so that what the entry says (reliability) is known
            elif name:
                self.value(child, name, None, "")
        for section in sections:
            self.section(section)

    def section(self, section: etree._Element) -> None:
        tag = section.get(XML_LANG) or section.get("lang") or ""
        lang = _language(tag)
        if lang == UNKNOWN:
            said = f"{tag!r} is no language tag" if tag else "a language section does not say its language"
            self.report.warn(self.where, f"{said}; its terms are read as undetermined ({UNKNOWN})")
        for child in section:
            name = NAMES[child.tag]
            if name in ("tig", "termSec", "ntig"):
                self.term(child, lang)
            elif name == "term":  # straight in the langSet, as some exports have it
                self.finish(_TermDraft(id=child.get("id") or ""), text_of(child), lang)
            elif name:
                self.value(child, name, None, lang)

    def term(self, holder: etree._Element, lang: str) -> None:
        """Read a tig, ntig or termSec. Nearly all hold a term and picklist values only, and take the short way."""
        term: _TermDraft | None = None
        texts: list[etree._Element] = []
        form, status, part = Form.FULL, Status.ADMITTED, None
        for child in holder:
            name = NAMES[child.tag]
            if name == "term":
                texts.append(child)
            elif name == "termNote" and (value := _term_note(child.get("type"), child.text)):
                if isinstance(value, Form):
                    form = value
                elif isinstance(value, Status):
                    status = value
                else:
                    part = value
            elif name:
                term = term or _TermDraft()
                if name == "termGrp":
                    for member in child:
                        name = NAMES[member.tag]
                        if name == "term":
                            texts.append(member)
                        elif name:
                            self.value(member, name, term, lang)
                else:
                    self.value(child, name, term, lang)
        identity = holder.get("id") or (texts and texts[0].get("id")) or ""
        if term is None:
            if len(texts) == 1:
                element = texts[0]
                raw = (element.text or "") if len(element) == 0 else text_of(element)
                text = clean(raw)
                if text and (text == raw or not has_invisible(raw)):
                    identity = identity and from_ncname(identity)
                    self.draft.terms.append(Term(text, lang, form, status, part, self.draft.reliability, id=identity))
                    return
            term = _TermDraft()
        if form is not Form.FULL and term.form is Form.FULL:
            term.form = form
        if status is not Status.ADMITTED and term.status is Status.ADMITTED:
            term.status = status
        term.part_of_speech = term.part_of_speech or part
        term.id = identity
        if not texts:
            self.report.skip(f"{self.where}, {lang}", "a term section without a term")
        for number, element in enumerate(texts):  # there should be one; what is said of it is then said of all
            if number:
                self.report.warn(f"{self.where}, {lang}", "several terms in one term section are read as synonyms")
                term.id = ""
            self.finish(term, text_of(element), lang)

    def finish(self, term: _TermDraft, raw: str, lang: str) -> None:
        """Put a term that has been read to the concept, or report it as empty."""
        term.text = clean(raw)
        if not term.text:
            self.report.skip(f"{self.where}, {lang}", "empty term")
            return
        if term.text != raw and has_invisible(raw):
            self.report.warn(f"{self.where}, {lang}", f"invisible characters were taken out of {term.text!r}")
        if term.id:
            term.id = from_ncname(term.id)
        self.draft.terms.append(term.build(lang, self.draft.reliability))

    def value(self, element: etree._Element, name: str, term: _TermDraft | None, lang: str) -> None:
        """Take one data category, from a group or alone, to the term or to the concept."""
        if name in _GROUPS:
            if name == "transacGrp":
                self.transaction(element)
            elif name == "noteGrp":
                for child in element:
                    self.note(child, term, lang)
            else:
                self.group(element, term, lang)
            return
        if name == "note":
            self.note(element, term, lang)
            return
        category = (element.get("type") or name) if name in _GENERIC else name
        text = clean(text_of(element))
        target = element.get("target") or ""
        if text or target:
            if not lang and category == "definition":
                lang = _own_language(element)
            self.store(category, text, target, "", term, lang)

    def group(self, element: etree._Element, term: _TermDraft | None, lang: str) -> None:
        """Take a group: its first member with the source that belongs to it."""
        source = ""
        members: list[tuple[str, str, str]] = []
        for child in element:
            name = NAMES[child.tag]
            if not name:
                continue
            category = (child.get("type") or name) if name in _GENERIC else name
            text = clean(text_of(child))
            if members and category in ("source", "sourceIdentifier"):
                source = f"{source}; {text}" if source else text
            elif category == "note":
                self.note(child, term, lang)
            elif text or child.get("target"):
                members.append((category, text, child.get("target") or ""))
        for category, text, target in members:
            self.store(category, text, target, source, term, lang)
            source = ""

    def note(self, element: etree._Element, term: _TermDraft | None, lang: str) -> None:
        if len(element) and element.find("{*}noteValue") is not None:  # TBX-Min of 2013: key and value
            text = clean(": ".join(text_of(part).strip() for part in element if local(part)))
        else:
            text = clean(text_of(element))
        if not text:
            return
        if (own := _OWN_NOTE.match(text)) and self.own_note(own[1], own[2], term):
            return
        said = _own_language(element)
        if term is not None:
            term.notes += (Note(text, said),)
        else:
            self.draft.notes += (Note(text, said or lang),)

    def own_note(self, name: str, value: str, term: _TermDraft | None) -> bool:
        """Take what our writer put into a note because the dialect has no category for it; False: a common note."""
        if name == "reliability":
            number = value.removesuffix(" of 10")
            if number == value or not number.isdecimal() or not 1 <= int(number) <= 10:
                return False
            (self.draft if term is None else term).reliability = int(number)
        elif term is None and name == "kind":
            if value not in _KINDS:
                return False
            self.draft.kind = _KINDS[value]
        elif term is None and name == "parent":
            if " " in value:
                return False
            self.draft.parent = value
        elif term is None and name == "evidence":
            numbers = re.fullmatch(r"(\d+) of (\d+) translations", value)
            if numbers is None:
                return False
            self.draft.evidence = Evidence(int(numbers[2]), int(numbers[1]))
        elif term is not None and name == "form" and value in _FORMS:
            term.form = _FORMS[value]
        elif term is not None and name == "status" and value in _STATUSES:
            term.status = _STATUSES[value]
        elif term is not None and name == "part of speech" and value in _PARTS:
            term.part_of_speech = _PARTS[value]
        else:
            return False
        return True

    def store(self, category: str, text: str, target: str, source: str, term: _TermDraft | None, lang: str) -> None:
        """Put one value where it belongs; what has no field of ours goes to ``extra``."""
        draft = self.draft
        if category == "definition":
            draft.definitions += (Definition(text, lang, source),)
        elif category == "context" and term is not None:
            term.contexts += (Context(text, source),)
        elif category == "source":
            holder = draft if term is None else term
            holder.sources += (Source(text),)
        elif category == "subjectField":
            draft.subjects += tuple(filter(None, map(str.strip, text.split(";")))) if self.iate else (text,)
        elif category == "crossReference":
            place = from_ncname(target)
            draft.references += (CrossReference(place or text, "" if not place or text == place else text),)
        elif category in ("externalCrossReference", "xGraphic", "xSource"):
            draft.links += (Link(target or text, "" if not target or text == target else text),)
        elif category in ("transactionType", "responsibility", "date"):
            self.report.warn(self.where, f"{category} outside a transacGrp: {text!r} was not read")
        elif category == "reliabilityCode":
            if text.isdecimal() and 1 <= int(text) <= 10:
                (draft if term is None else term).reliability = int(text)
            else:
                self.report.warn(self.where, f"reliabilityCode {text!r} is not 1 to 10")
        elif category in ("note", "descrip"):
            if term is None:
                draft.notes += (Note(text, lang),)
            else:
                term.notes += (Note(text),)
        elif term is None or not self.store_in_term(category, text, term):
            owner = draft if term is None else term
            owner.extra += ((category, f"{text} ({target})" if target and text else text or target),)

    def store_in_term(self, category: str, text: str, term: _TermDraft) -> bool:
        """Put a value where a term keeps it; False when it has no field there, or keeps only a rough likeness."""
        if known := _term_note(category, text):
            if isinstance(known, Form):
                term.form = known
            elif isinstance(known, Status):
                term.status = known
            else:
                term.part_of_speech = known
            return True
        if category == "termType":
            term.form = form_of(text) or term.form
        elif category in ("partOfSpeech", "pos"):
            term.part_of_speech = PartOfSpeech.OTHER
        if category == "geographicalUsage" and not term.geographical_usage:
            term.geographical_usage = text
            return True
        if category == "customer":  # TBX-Min of 2013
            term.extra += (("customerSubset", text),)
            return True
        return False

    def transaction(self, element: etree._Element) -> None:
        """Take a transacGrp of any level to the concept's history (the model keeps one history, equal lines once)."""
        change, date, responsible = Change.MODIFICATION, "", ""
        for child in element:
            name = NAMES[child.tag]
            text = clean(text_of(child))
            if name in ("transac", "transactionType"):
                change = _CHANGES.get(text, Change.MODIFICATION)
            elif name == "date":
                date = text
            elif name in ("transacNote", "responsibility"):
                responsible = text
        self.draft.transactions += (Transaction(change, date, responsible),)


@lru_cache(4096)
def _term_note(category: str | None, text: str | None) -> Form | Status | PartOfSpeech | None:
    """What a picklist value means exactly, or None."""
    value = clean(text or "")
    if category == "termType":
        return form_of(value) if value.lower() in EXACT_TERM_TYPES else None
    if category in ("administrativeStatus", "usageStatus", "termStatus", "normativeAuthorization"):
        return status_of(value)
    if category in ("partOfSpeech", "pos"):
        return part_of_speech_of(value)
    return None


def _own_language(element: etree._Element) -> str:
    tag = element.get(XML_LANG)
    return _language(tag) if tag else ""


@cache
def _language(tag: str) -> str:
    """Return our tag for what a file says, ``und`` for what is none (IATE placeholders such as ``---``)."""
    tag = tag.strip()
    return canonical(tag) if _LANGUAGE.match(tag) else UNKNOWN
