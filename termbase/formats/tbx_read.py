"""Reading TBX of every age: v2 martif, v3 in both styles, TBX-Min of 2013, and what programs really export.

The reader goes by element names whatever their namespace, and by data categories whatever their element and level:
``<termNote type="definition">`` is no TBX, but it is a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, BinaryIO

from lxml import etree

from termbase.formats.base import Report
from termbase.formats.drafts import ConceptDraft, TermDraft
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
_GROUPS = frozenset(["descripGrp", "adminGrp", "termNoteGrp", "termGrp"])
_UNTARGETED = frozenset(["definition", "context", "source", "subjectField"])  # their @target, if any, says nothing
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*\Z")
_OWN_NOTE = re.compile(r"(form|status|part of speech|reliability|kind|parent|evidence): (\S.*)\Z")
_OF_TERMS = frozenset(["form", "status", "part_of_speech"])  # what a note of ours says of a term, by the draft's field
_OF_BOTH = frozenset(["reliability"])
_CHANGES = {
    "origination": Change.ORIGINATION,
    "creation": Change.ORIGINATION,
    "input": Change.ORIGINATION,
    "importation": Change.ORIGINATION,
    "modification": Change.MODIFICATION,
    "check": Change.MODIFICATION,
    "approval": Change.MODIFICATION,
}
_VALUES: dict[str, dict[str, Any]] = {
    "kind": {kind.value: kind for kind in Kind if kind},
    "form": {form.value: form for form in Form},
    "status": {status.value: status for status in Status},
    "part of speech": {part.value: part for part in PartOfSpeech},
}
UNKNOWN = "und"  # BCP 47 for a language nobody named


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream* one by one; empty terms and entries are skipped and named in *report*."""
    ids: set[str] = set()
    number = 0

    def stray(element: etree._Element) -> None:
        if local(element) in ("langSet", "langSec"):
            terms = sum(1 for _ in element.iter("{*}term"))
            report.skip(f"line {element.sourceline}", f"a language section outside any entry ({terms} terms)")

    reader: _Reader | None = None
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
        if reader is None:
            reader = _Reader(report, "IATE" in (root.get("type") or ""))
        draft = reader.read(entry, concept_id)
        if not draft.terms:
            report.skip(reader.where, "no term in any language")
            continue
        yield draft.finish()


class _Reader:
    """Reads the entries of one file, one after the other."""

    def __init__(self, report: Report, iate: bool) -> None:
        self.report = report
        self.iate = iate
        self.entry: etree._Element
        self.draft = ConceptDraft()
        self.terms: list[Term] = []
        self.beginnings: dict[str, _Beginning] = {}
        self.misses = 0  # entries since the last one that was plain
        self.reliability: int | None = None  # what the entry says of all its terms

    @property
    def where(self) -> str:
        """The place to name in the report."""
        return f"line {self.entry.sourceline}, entry {self.draft.id}"

    def read(self, entry: etree._Element, concept_id: str) -> ConceptDraft:
        """Return what *entry* says."""
        self.entry, self.draft, self.reliability = entry, ConceptDraft(concept_id), None
        self.terms = []
        # Of a file whose entries are all of another sort (definitions in each section) one in sixteen is tried.
        self.misses += 1
        if (self.misses < 16 or self.misses % 16 == 0) and self.read_plainly(entry):
            self.misses = 0
        else:
            sections: list[etree._Element] = []
            for child in entry:
                name = NAMES[child.tag]
                if name in ("langSet", "langSec"):
                    sections.append(child)  # last, so that what the entry says (reliability) is known
                elif name:
                    self.value(child, name, None, "")
            for section in sections:
                self.section(section)
        draft = self.draft
        draft.terms = tuple(self.terms)
        if len(draft.subjects) > 1:
            draft.subjects = tuple(dict.fromkeys(draft.subjects))
        if len(draft.transactions) > 1:
            draft.transactions = tuple(dict.fromkeys(draft.transactions))
        return draft

    def read_plainly(self, entry: etree._Element) -> bool:
        """Read an entry whose sections hold nothing but terms and picklist values, as most do; False: it is another one.

        What stands before and between the terms is the same all over a file. So it is understood once and then known by
        its text, which lxml writes in one form only whatever the file looks like. Twice as quick as going to every element.
        """
        before, *found = _TERM.split(etree.tostring(entry, encoding="unicode", with_tail=False))
        before = before[before.find(">") + 1 :]
        start = before[before.find("<langSe") :]
        lang = _opened_section(start) if len(start) < _LONG else ""
        after = [_after_term(markup) if len(markup) < _LONG else None for markup in found[2::3]]
        raw = found[1::3]
        texts = [clean(text) for text in raw]
        if not after or not lang or None in after or "" in texts:
            return False
        if texts != raw and any(map(has_invisible, raw)):
            return False
        known = self.beginnings.get(before)
        if known is None:
            known = self.read_beginning(entry, before)
        self.draft = ConceptDraft(self.draft.id, (), *known[0])
        reliability = known[1]
        for text, identity, (form, status, part, following) in zip(texts, found[0::3], after, strict=True):  # type: ignore[misc]
            if "&" in text:
                text = clean(_unescaped(text))
            identity = from_ncname(identity) if identity else ""
            self.terms.append(TermDraft(text, lang, form, status, part, reliability, "", (), (), (), identity).finish())
            if following:
                lang = following
        return True

    def read_beginning(self, entry: etree._Element, markup: str) -> _Beginning:
        """Return what *entry* says before its languages, and remember it for others with the same *markup*."""
        told = len(self.report.warnings)
        for child in entry:
            name = NAMES[child.tag]
            if name in ("langSet", "langSec"):
                break
            if name:
                self.value(child, name, None, "")
        draft = self.draft
        found = (
            tuple(getattr(draft, name) for name in ConceptDraft.__slots__[2:]),
            self.reliability,
        )
        if len(markup) < _LONG and len(self.beginnings) < _MANY and told == len(self.report.warnings):
            self.beginnings[markup] = found
        return found

    def section(self, section: etree._Element) -> None:
        """Read a language section whatever is in it."""
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
                self.finish(TermDraft(id=child.get("id") or ""), text_of(child), lang)
            elif name:
                self.value(child, name, None, lang)

    def term(self, holder: etree._Element, lang: str) -> None:
        """Read a tig, ntig or termSec, whatever is in it."""
        term = TermDraft()
        texts: list[etree._Element] = []
        for child in holder:
            name = NAMES[child.tag]
            members = child if name == "termGrp" else (child,)
            for member in members:
                name = NAMES[member.tag]
                if name == "term":
                    texts.append(member)
                elif name == "termNote" and (picked := _picked_in(member)):
                    setattr(term, *picked)
                elif name:
                    self.value(member, name, term, lang)
        term.id = holder.get("id") or (texts[0].get("id") if texts else "") or ""
        if not texts:
            self.report.skip(f"{self.where}, {lang}", "a term section without a term")
        for number, element in enumerate(texts):  # there should be one; what is said of it is then said of all
            if number:
                self.report.warn(f"{self.where}, {lang}", "several terms in one term section are read as synonyms")
                term.id = ""
            self.finish(term if element is texts[-1] else replace(term), text_of(element), lang)

    def finish(self, term: TermDraft, raw: str, lang: str) -> None:
        """Put a term that has been read to the concept, or report it as empty."""
        term.text, term.lang = clean(raw), lang
        if not term.text:
            self.report.skip(f"{self.where}, {lang}", "empty term")
            return
        if term.text != raw and has_invisible(raw):
            self.report.warn(f"{self.where}, {lang}", f"invisible characters were taken out of {term.text!r}")
        if term.id:
            term.id = from_ncname(term.id)
        term.reliability = term.reliability or self.reliability
        self.terms.append(term.finish())

    def value(self, element: etree._Element, name: str, term: TermDraft | None, lang: str) -> None:
        """Take one data category, from a group or alone, to the term or to the concept."""
        if name == "note":
            self.note(element, term, lang)
        elif name == "transacGrp":
            self.transaction(element)
        elif name == "noteGrp":
            for child in element:
                self.note(child, term, lang)
        elif name in _GROUPS:
            self.group(element, term, lang)
        else:
            category = (element.get("type") or name) if name in _GENERIC else name
            text = clean(text_of(element))
            target = "" if category in _UNTARGETED else element.get("target") or ""
            if text or target:
                if not lang and category == "definition":
                    lang = _own_language(element)
                self.store(category, text, target, "", term, lang)

    def group(self, element: etree._Element, term: TermDraft | None, lang: str) -> None:
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

    def note(self, element: etree._Element, term: TermDraft | None, lang: str) -> None:
        if len(element) and element.find("{*}noteValue") is not None:  # TBX-Min of 2013: key and value
            text = clean(": ".join(text_of(part).strip() for part in element if local(part)))
        else:
            text = clean(text_of(element))
        if not text:
            return
        if (
            len(text) < _LONG
            and (own := _own_note(text))
            and (own[0] in _OF_BOTH or (own[0] in _OF_TERMS) is (term is not None))
        ):
            holder: object = term if term is not None else self if own[0] == "reliability" else self.draft
            setattr(holder, *own)
            return
        said = _own_language(element)
        if term is not None:
            term.notes += (Note(text, said),)
        else:
            self.draft.notes += (Note(text, said or lang),)

    def store(self, category: str, text: str, target: str, source: str, term: TermDraft | None, lang: str) -> None:
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
                (self if term is None else term).reliability = int(text)
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

    def store_in_term(self, category: str, text: str, term: TermDraft) -> bool:
        """Put a value where a term keeps it; False when it has no field there, or keeps only a rough likeness."""
        if len(text) < _LONG and (picked := _picked(category, text)):
            setattr(term, *picked)
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


_TERM = re.compile('<term(?: id="([^"&]*)")?>([^<&]*(?:&(?:lt|gt|amp);[^<&]*)*)</term>')
_OPEN = "<(?:langSet|langSec)( [^<>]*)>\\s*<(?:tig|termSec|ntig>\\s*<termGrp)>\\s*"
_SECTION = re.compile(_OPEN)
_AFTER = re.compile(
    '((?:\\s*<(?:[a-z]+:)?[A-Za-z]+(?: type="[^"]*")?>[^<]*</[^<>]*>)*)\\s*(?:</termGrp>\\s*)?</(?:tig|termSec|ntig)>\\s*'
    f"(?:</(?:langSet|langSec)>\\s*(?:{_OPEN}|</(?:termEntry|conceptEntry)>)|<(?:tig|termSec|ntig>\\s*<termGrp)>)\\s*"
)
_LANG = re.compile(' xml:lang="([^"]*)"')
_PICKLIST = re.compile('<(?:[a-z]+:)?([A-Za-z]+)(?: type="([^"]*)")?>([^<]*)<')


_Beginning = tuple[tuple[Any, ...], int | None]  # a draft's fields from subjects on, and the reliability of its terms
_LONG, _MANY = 400, 4096  # what is longer is hardly the same twice, and would fill the memory


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@lru_cache(4096)
def _opened_section(markup: str) -> str:
    """The language of a section that begins with *markup* and then its first term; "" where there is more to it."""
    found = _SECTION.fullmatch(markup)
    return _section_language(found[1]) if found else ""


def _section_language(attributes: str) -> str:
    said = _LANG.search(attributes)
    lang = _language(said[1]) if said else UNKNOWN
    return "" if lang == UNKNOWN else lang


@lru_cache(4096)
def _after_term(markup: str) -> tuple[Form, Status, PartOfSpeech | None, str] | None:
    """What the *markup* between a term and the next one, or the end, says: form, status, part of speech, language if new.

    None where it is not just picklist values.
    """
    found = _AFTER.fullmatch(markup)
    lang = _section_language(found[2]) if found and found[2] else ""
    if found is None or (found[2] and not lang):
        return None
    said: dict[str, Any] = {"form": Form.FULL, "status": Status.ADMITTED, "part_of_speech": None}
    for name, category, value in _PICKLIST.findall(found[1]):
        picked = _picked(category or name, value) if name == "termNote" or not category else None
        if picked is None:
            return None
        said[picked[0]] = picked[1]
    return said["form"], said["status"], said["part_of_speech"], lang


@lru_cache(4096)
def _picked(category: str, text: str) -> tuple[str, Any] | None:
    """What a picklist value means exactly: the field of a draft and its value; None if it is none."""
    value = clean(text)
    field = "form"
    found: Form | Status | PartOfSpeech | None = None
    if category == "termType":
        found = form_of(value) if value.lower() in EXACT_TERM_TYPES else None
    elif category in ("administrativeStatus", "usageStatus", "termStatus", "normativeAuthorization"):
        field, found = "status", status_of(value)
    elif category in ("partOfSpeech", "pos"):
        field, found = "part_of_speech", part_of_speech_of(value)
    return None if found is None else (field, found)


def _picked_in(note: etree._Element) -> tuple[str, Any] | None:
    text = text_of(note)
    return _picked(note.get("type") or "", text) if len(text) < _LONG else None


@lru_cache(4096)
def _own_note(text: str) -> tuple[str, Any] | None:
    """What a note says that our writer made because the dialect has no category: (field, value); None: a common note."""
    found = _OWN_NOTE.match(text)
    if found is None:
        return None
    name, said = found[1], found[2]
    value: Any = None
    if name == "reliability":
        number = said.removesuffix(" of 10")
        if number != said and number.isdecimal() and 1 <= int(number) <= 10:
            value = int(number)
    elif name == "parent":
        value = said if " " not in said else None
    elif name == "evidence":
        numbers = re.fullmatch(r"(\d+) of (\d+) translations", said)
        value = Evidence(int(numbers[2]), int(numbers[1])) if numbers else None
    else:
        value = _VALUES[name].get(said)
    return None if value is None else (name.replace(" ", "_"), value)


def _own_language(element: etree._Element) -> str:
    tag = element.get(XML_LANG)
    return _language(tag) if tag else ""


@cache
def _language(tag: str) -> str:
    """Return our tag for what a file says, ``und`` for what is none (IATE placeholders such as ``---``)."""
    tag = tag.strip()
    return canonical(tag) if _LANGUAGE.match(tag) else UNKNOWN
