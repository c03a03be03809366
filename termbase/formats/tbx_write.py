"""Writing TBX: v2 (martif) TBX-Basic or TBX-Default for the tools of today, v3 in both styles and four dialects for those of tomorrow.

The schemas fix the order inside every element (terms' notes before anything else), which is why each level below is
written in one go. What the dialect has no category for goes into a ``<note>`` that our reader knows (``form: generic``,
``reliability: 9 of 10``), unless the header's option ``own-notes`` is ``no``; the rest is counted as lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Header, Keeps, Report
from termbase.formats.pairs import best_first, entry_for_each_form, written_terms
from termbase.formats.tbx_categories import (
    CATEGORIES,
    CONCEPT_EXTRAS,
    DIALECTS,
    INEXACT_FORMS,
    MODULES,
    PARTS,
    STATUS_VALUES,
    TERM_EXTRAS,
    TERM_TYPES,
    V3,
)
from termbase.formats.tbx_ids import to_ncname
from termbase.formats.xml_out import content, encode, escape, quote
from termbase.model import Concept, Definition, Form, Note, PartOfSpeech, Status, Term, Transaction

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URI_UNSAFE = re.compile(r"[\s<>\"{}|\\^`]")
_NOUN = PartOfSpeech.NOUN  # TBX v3 has no proper nouns
_FLUSH = 500  # concepts between two writes to the stream


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write *concepts* as TBX.

    Options: version (2, 3), style (dca, dct), dialect (Basic, Min, Core, Linguist; in version 2 Basic, Default), entries
    (concept, form: an entry for each source term), own-notes (yes, no).
    """
    if header.option("entries", "concept") == "form":
        concepts = list(entry_for_each_form(concepts, header, report))
    items = concepts if isinstance(concepts, Collection) else list(concepts)
    writer = _Writer(header, report, items)
    written = 0
    chunk: list[str] = []

    def flush() -> None:
        data, removed = encode("".join(chunk))
        report.lose("control characters, which XML cannot hold", removed)
        stream.write(data)
        chunk.clear()

    for concept in items:
        entry = writer.entry(concept)
        if not entry:
            continue
        if not written:
            chunk.append(writer.top())
        written += 1
        chunk.append(entry)
        if written % _FLUSH == 0:
            flush()
    if not written:
        raise FormatError("nothing to write: a TBX file needs at least one concept with a current term")
    chunk.append(f"</body>\n</text>\n</{writer.root}>\n")
    flush()


class _Writer:
    """Writes the entries of one file."""

    def __init__(self, header: Header, report: Report, concepts: Collection[Concept]) -> None:
        self.header = header
        self.report = report
        self.version = header.option("version", "2").removeprefix("v")
        self.style = header.option("style", "dca").lower()
        self.dialect = header.option("dialect", "Basic").removeprefix("TBX-").capitalize()
        self.default = self.version == "2" and self.dialect == "Default"
        if (
            self.version not in ("2", "3")
            or self.style not in ("dca", "dct")
            or (self.dialect not in DIALECTS and not self.default)
        ):
            raise FormatError(
                "TBX is written as version 2 or 3, style dca or dct, dialect Basic, Min, Core or Linguist "
                f"(version 2: Basic or Default); not version {self.version}, style {self.style}, dialect {self.dialect}"
            )
        if self.version == "2" and (self.style != "dca" or self.dialect not in ("Basic", "Default")):
            raise FormatError(
                "TBX version 2 is written as TBX-Basic or TBX-Default in style dca; ask for version=3 for the others"
            )
        if self.dialect == "Core":
            self.style = "dca"  # nothing to name by module
        modules = DIALECTS["Basic" if self.default else self.dialect]
        self.known = frozenset(c for c, (_, module) in CATEGORIES.items() if module in modules)
        if self.dialect == "Min" and self.style == "dca":
            self.known -= {"externalCrossReference"}  # of the module, but the published integrated schema forgot it
        self.own_notes = header.option("own-notes", "yes") != "no"
        v2 = self.version == "2"
        self.root, self.entry_tag, self.section, self.holder = (
            ("martif", "termEntry", "langSet", "ntig" if self.default else "tig")
            if v2
            else ("tbx", "conceptEntry", "langSec", "termSec")
        )
        symbol = {Form.SYMBOL: "symbol"} if self.default else {}
        self.term_types, self.inexact = TERM_TYPES | symbol, INEXACT_FORMS - symbol.keys()
        self.open, self.close = self._tags()
        self.tags: dict[str, str] = {}
        self.source_tag, self.target_tag = self.tag(header.source), self.tag(header.target)
        self.remembered: dict[tuple[Form, Status, PartOfSpeech | None], tuple[str, str]] = {}
        self.ids: set[str] = set()
        self.targets: set[str] = set()
        if "crossReference" in self.known and any(c.references for c in concepts):
            self.targets = {
                c.id for c in concepts if header.deprecated or any(term.status.is_current for term in c.terms)
            }

    def _tags(self) -> tuple[dict[str, str], dict[str, str]]:
        """The opening (without its ``>``) and closing tag of each category."""
        opening, closing = {}, {}
        for category in self.known:
            element, module = CATEGORIES[category]
            if self.style == "dct":
                opening[category], closing[category] = f"<{module}:{category}", f"</{module}:{category}>"
            else:
                opening[category], closing[category] = f'<{element} type="{category}"', f"</{element}>"
        return opening, closing

    def top(self) -> str:
        """The XML declaration, the header, and the way down to the body."""
        header = self.header
        said = "".join(f"<p>{escape(t)}</p>" for t in (header.description or header.title, header.date) if t)
        file_desc = (
            f"<fileDesc><titleStmt><title>{escape(header.title)}</title></titleStmt>"
            f"<sourceDesc>{said or '<p>-</p>'}</sourceDesc></fileDesc>"
        )
        if self.version == "2":
            kind, constraints = ("TBX", "TBXXCSV02.xcs") if self.default else ("TBX-Basic", "TBXBasicXCSV02.xcs")
            root = f'<martif type="{kind}" xml:lang="en">'
            head = (
                f"<martifHeader>{file_desc}"
                f'<encodingDesc><p type="XCSURI">{constraints}</p></encodingDesc></martifHeader>'
            )
        else:
            spaces = "".join(
                f' xmlns:{name}="{MODULES[name]}"' for name in DIALECTS[self.dialect] if self.style == "dct"
            )
            root = f'<tbx type="TBX-{self.dialect}" style="{self.style}" xml:lang="en" xmlns="{V3}"{spaces}>'
            head = f"<tbxHeader>{file_desc}</tbxHeader>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n{head}\n<text>\n<body>\n'

    def entry(self, concept: Concept) -> str:
        """Return the entry of *concept*, or "" when no term of it may be written."""
        terms = written_terms(concept, self.header, self.report)
        if not terms:
            self.report.lose("concepts with deprecated terms only")
            return ""
        tagged: dict[str, list[Term]] = {self.source_tag: [], self.target_tag: []}
        for term in terms:  # two languages may share a tag in the file; it gets one section
            tagged.setdefault(self.tags.get(term.lang) or self.tag(term.lang), []).append(term)
        level = {t.reliability for t in terms}
        common = level.pop() if len(level) == 1 else None
        parts = [f'<{self.entry_tag} id="{self.unique(to_ncname(concept.id), Keeps.IDS)}">']
        self.concept_values(parts, concept, common, tagged)
        for tag, spoken in tagged.items():
            if not spoken:
                continue
            parts.append(f'\n<{self.section} xml:lang="{tag}">')
            for definition in concept.definitions:
                if definition.lang and self.tag(definition.lang) == tag:
                    self.definition(parts, definition, "")
            parts += [self.term(term, common is None) for term in best_first(spoken)]
            parts.append(f"\n</{self.section}>")
        parts.append(f"\n</{self.entry_tag}>\n")
        return "".join(parts)

    def concept_values(
        self, parts: list[str], concept: Concept, reliability: int | None, sections: dict[str, list[Term]]
    ) -> None:
        """Everything the entry says before its languages."""
        for subject in concept.subjects:
            self.typed(parts, "subjectField", subject, Keeps.SUBJECTS)
        for definition in concept.definitions:
            if not definition.lang or not sections.get(self.tag(definition.lang)):
                self.definition(parts, definition, self.tag(definition.lang) if definition.lang else "")
        for source in concept.sources:
            self.typed(parts, "source", source.text, Keeps.SOURCES)
        for category, value in concept.extra:
            if category in CONCEPT_EXTRAS and self.version == "3":
                self.typed(parts, category, value, Keeps.EXTRA)
            else:
                self.report.lose(Keeps.EXTRA)
        for note in concept.notes:
            self.note(parts, note)
        if concept.kind:
            parts.append(self.own_note("kind", concept.kind.value, Keeps.KINDS))
        if concept.parent:
            parts.append(self.own_note("parent", concept.parent, Keeps.PARENTS))
        if reliability is not None:
            parts.append(self.reliability(reliability))
        if concept.evidence:
            said = f"{concept.evidence.confirmed} of {concept.evidence.seen} translations"
            parts.append(self.own_note("evidence", said, Keeps.EVIDENCE))
        for reference in concept.references:
            if "crossReference" not in self.known or reference.target not in self.targets:
                self.report.lose(Keeps.REFERENCES)
                continue
            target = quote(to_ncname(reference.target))
            text = escape(self.plain(reference.text or reference.target))
            parts.append(f"\n{self.open['crossReference']} target={target}>{text}{self.close['crossReference']}")
        for link in concept.links:
            if "externalCrossReference" not in self.known:
                self.report.lose(Keeps.LINKS)
                continue
            target = _URI_UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), link.target)
            text = escape(self.plain(link.text or link.target))
            parts.append(
                f"\n{self.open['externalCrossReference']} target={quote(target)}>"
                f"{text}{self.close['externalCrossReference']}"
            )
        for transaction in concept.transactions:
            self.transaction(parts, transaction)

    def term(self, term: Term, own_reliability: bool) -> str:
        """One term: termNotes first, as every schema wants, then the rest."""
        key = (term.form, term.status, term.part_of_speech)
        notes, own = self.remembered.get(key) or self.term_notes(key)
        text = term.text
        if "\n" in text or "\t" in text or "\r" in text:
            text = self.plain(text)
        if own_reliability and term.reliability is not None:
            own += self.reliability(term.reliability)
        identity = f' id="{self.unique(to_ncname(term.id), Keeps.TERM_IDS)}"' if term.id else ""
        if term.contexts or term.notes or term.sources or term.extra or term.geographical_usage:
            more_notes, rest = self.term_values(term)
            notes, own = notes + more_notes, rest + own
        term_and_notes = f"<term>{escape(text)}</term>{notes}"
        if self.default:
            term_and_notes = f"<termGrp>{term_and_notes}</termGrp>"
        return f"\n<{self.holder}{identity}>{term_and_notes}{own}</{self.holder}>"

    def reliability(self, value: int) -> str:
        """How sure an entry or a term is: TBX-Default has a category for it."""
        if self.default:
            return f'<descrip type="reliabilityCode">{value}</descrip>'
        return self.own_note("reliability", f"{value} of 10", Keeps.RELIABILITY)

    def term_notes(self, key: tuple[Form, Status, PartOfSpeech | None]) -> tuple[str, str]:
        """The markup for a term's picklist values: as termNotes, and as notes of ours; once a combination."""
        form, status, part = key
        notes, own = "", ""
        if "termType" in self.known:
            notes += self.element("termType", self.term_types[form])
        if form is not Form.FULL and ("termType" not in self.known or form in self.inexact):
            own += self.own_note("form", form.value, Keeps.FORMS)
        if status is not Status.ADMITTED:
            if "administrativeStatus" in self.known:
                notes += self.element("administrativeStatus", STATUS_VALUES[status])
            else:
                own += self.own_note("status", status.value, Keeps.STATUSES)
        if part is not None:
            exact = part is not PartOfSpeech.PHRASE and (part is not PartOfSpeech.PROPER_NOUN or self.version == "2")
            if "partOfSpeech" in self.known:
                notes += self.element("partOfSpeech", PARTS[part if exact or part is PartOfSpeech.PHRASE else _NOUN])
            if not exact or "partOfSpeech" not in self.known:
                own += self.own_note("part of speech", part.value, Keeps.PARTS_OF_SPEECH)
        if self.own_notes:  # else each value that is lost must be counted
            self.remembered[key] = (notes, own)
        return notes, own

    def term_values(self, term: Term) -> tuple[str, str]:
        """What a term has besides picklist values: the termNotes, and all others."""
        notes: list[str] = []
        parts: list[str] = []
        if term.geographical_usage:
            self.typed(notes, "geographicalUsage", term.geographical_usage, Keeps.GEOGRAPHY)
        carried = [pair for pair in term.extra if self.carries(*pair)]
        self.report.lose(Keeps.EXTRA, len(term.extra) - len(carried))
        for category, value in carried:
            self.typed(notes if CATEGORIES[category][0] == "termNote" else parts, category, value, Keeps.EXTRA)
        for source in term.sources:
            self.typed(parts, "source", source.text, Keeps.TERM_SOURCES)
        for context in term.contexts:
            self.described(parts, "context", context.text, context.source, Keeps.CONTEXTS, "")
        for note in term.notes:
            self.note(parts, note)
        return "".join(notes), "".join(parts)

    def carries(self, category: str, value: str) -> bool:
        """Return whether the dialect has the category and its picklist the value."""
        if category not in TERM_EXTRAS or category not in self.known:
            return False
        values = TERM_EXTRAS[category]
        return values is None or value in values

    def definition(self, parts: list[str], definition: Definition, tag: str) -> None:
        """A definition, with its source when it has one; *tag* where no section says the language."""
        attribute = f' xml:lang="{tag}"' if tag and self.style == "dca" else ""
        self.described(parts, "definition", definition.text, definition.source, Keeps.DEFINITIONS, attribute)

    def described(self, parts: list[str], category: str, text: str, source: str, keep: Keeps, attribute: str) -> None:
        """A descrip, in a group when it has a source."""
        if category not in self.known:
            self.report.lose(keep)
            return
        markup = f"{self.open[category]}{attribute}>{escape(self.plain(text))}{self.close[category]}"
        if source:
            cited = f"{self.open['source']}>{escape(self.plain(source))}{self.close['source']}"
            markup = f"<descripGrp>{markup}{cited}</descripGrp>"
        parts.append(f"\n{markup}")

    def transaction(self, parts: list[str], transaction: Transaction) -> None:
        """Who changed what and when; the schemas know the day only."""
        if "transactionType" not in self.known:
            self.report.lose(Keeps.TRANSACTIONS)
            return
        kind, who = "transactionType", "responsibility"
        parts.append(f"\n<transacGrp>{self.open[kind]}>{transaction.change.value}{self.close[kind]}")
        if transaction.responsible:
            parts.append(f"{self.open[who]}>{escape(self.plain(transaction.responsible))}{self.close[who]}")
        if day := _DATE.match(transaction.date):
            parts.append(f"<date>{day[0]}</date>")
        if transaction.date and (day is None or day[0] != transaction.date):
            self.report.lose("times of transactions")
        parts.append("</transacGrp>")

    def typed(self, parts: list[str], category: str, value: str, keep: Keeps) -> None:
        """A value of a category, or a loss where the dialect does not know it."""
        if category in self.known:
            parts.append(f"{self.open[category]}>{escape(self.plain(value))}{self.close[category]}")
        else:
            self.report.lose(keep)

    def note(self, parts: list[str], note: Note) -> None:
        """A remark, in its language when it says one."""
        lang = f' xml:lang="{self.tag(note.lang)}"' if note.lang else ""
        parts.append(f"<note{lang}>{escape(self.plain(note.text))}</note>")

    def own_note(self, name: str, value: str, keep: Keeps) -> str:
        """What the dialect has no category for, in words our reader knows; "" and a loss where they are not wanted."""
        if self.own_notes:
            return f"<note>{name}: {content(value)}</note>"
        self.report.lose(keep)
        return ""

    def element(self, category: str, value: str) -> str:
        """The element of a category."""
        return f"{self.open[category]}>{escape(value)}{self.close[category]}"

    def plain(self, text: str) -> str:
        """Readers of XML collapse white space; say so when that loses line breaks."""
        if "\n" in text or "\t" in text or "\r" in text:
            self.report.lose("line breaks and tabs inside texts (they become blanks)")
            return " ".join(text.split())
        return text

    def tag(self, lang: str) -> str:
        """The language tag for the file, made safe for an attribute once."""
        tag = self.tags.get(lang)
        if tag is None:
            tag = self.tags[lang] = quote(self.header.tag(lang))[1:-1]
        return tag

    def unique(self, name: str, keep: Keeps) -> str:
        """Return *name*, or with a number where the file has used it (xsd:ID is unique over entries and terms)."""
        if name in self.ids:
            self.report.lose(keep)
            number = 2
            while f"{name}-{number}" in self.ids:
                number += 1
            name = f"{name}-{number}"
        self.ids.add(name)
        return name
