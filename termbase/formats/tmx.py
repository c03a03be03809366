"""TMX 1.4b: one translation unit a pair of terms; a concept that comes back is told by its id in ``tuid``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import lose_details, pairs, unanswered
from termbase.formats.texts import clean
from termbase.formats.xml_in import NAMES, XML_LANG, records, text_of
from termbase.formats.xml_out import content, encode, quote
from termbase.languages import canonical
from termbase.model import Concept, Note, Term

INFO = Format("tmx", (".tmx",), frozenset({Keeps.IDS, Keeps.SUBJECTS}), "TMX 1.4b, one unit a pair of terms")
_TOOL = "un-glossary"
_HIDDEN = frozenset({"bpt", "ept", "ph", "it", "ut"})  # native codes, no text of the translator's


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a unit for each source term and its best target; options: targets (best, all), forms (all, first)."""
    source_tag, target_tag = quote(header.tag(header.source)), quote(header.tag(header.target))
    all_targets = header.option("targets", "best") == "all"
    first_only = header.option("forms", "all") == "first"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        '<header creationtool="un-glossary" creationtoolversion="1" segtype="phrase" o-tmf="TBX" adminlang="en"'
        f' srclang={source_tag} datatype="plaintext"/>\n<body>\n'
    ]
    for concept in concepts:
        seen: set[tuple[str, str]] = set()  # two concepts may share a pair: each keeps its unit and its id
        lose_details(concept, report, INFO.keeps)
        found = list(pairs(concept, header, report, first_only=first_only))
        if not all_targets:
            report.lose("synonyms", unanswered(found))
        for number, pair in enumerate(found, 1):
            for rank, target in enumerate(pair.targets if all_targets else pair.targets[:1]):
                key = (pair.source.text, target.text)
                if key in seen:
                    continue
                seen.add(key)
                unit = f"{concept.id}#{number}" + (f".{rank}" if rank else "")
                said = "".join(f"<note>{content(note.text)}</note>" for note in concept.notes)
                said += "".join(f'<prop type="subject">{content(subject)}</prop>' for subject in concept.subjects)
                parts.append(
                    f"<tu tuid={quote(unit)}>{said}"
                    f"<tuv xml:lang={source_tag}><seg>{content(key[0])}</seg></tuv>"
                    f"<tuv xml:lang={target_tag}><seg>{content(key[1])}</seg></tuv></tu>\n"
                )
        if len(parts) > 1000:
            stream.write(_bytes(parts, report))
            parts = []
    parts.append("</body>\n</tmx>\n")
    stream.write(_bytes(parts, report))


def _bytes(parts: list[str], report: Report) -> bytes:
    data, removed = encode("".join(parts))
    report.lose("control characters, which XML cannot hold", removed)
    return data


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield a concept for each translation unit, in all its languages; units of one concept of ours are one again."""
    open_id, terms, notes, subjects = "", dict[tuple[str, str], Term](), dict[str, Note](), dict[str, None]()

    def build() -> Concept:
        return Concept(open_id, tuple(terms.values()), tuple(subjects), notes=tuple(notes.values()))

    for number, (root, unit) in enumerate(records(stream, ("tmx",), ("tu",), "TMX"), 1):
        concept_id = clean(unit.get("tuid") or "") or f"tu-{number}"
        if _is_ours(root):
            concept_id = concept_id.rpartition("#")[0] or concept_id
        if concept_id != open_id:
            if terms:
                yield build()
            open_id, terms, notes, subjects = concept_id, {}, {}, {}
        found = 0
        for child in unit:
            name = NAMES[child.tag]
            if name == "tuv":
                found += _term(child, terms, f"line {unit.sourceline}", report)
            elif name == "note" and (text := clean(text_of(child))):
                notes[text] = Note(text)
            elif name == "prop" and child.get("type") == "subject" and (text := clean(text_of(child))):
                subjects[text] = None
        if not found:
            report.skip(f"line {unit.sourceline}", "a unit without text")
    if terms:
        yield build()


def _is_ours(root: etree._Element) -> bool:
    header = root.find("{*}header")
    return header is not None and header.get("creationtool") == _TOOL


def _term(variant: etree._Element, terms: dict[tuple[str, str], Term], where: str, report: Report) -> int:
    """Take one language of a unit; return how many terms it had."""
    tag = variant.get(XML_LANG) or variant.get("lang") or ""
    segment = next((child for child in variant if NAMES[child.tag] == "seg"), None)
    text = clean(_visible(segment)) if segment is not None else ""
    if not text:
        report.skip(where, f"empty segment ({tag or 'no language'})")
        return 0
    if not tag:
        report.warn(where, "a segment does not say its language; read as und")
    lang = canonical(tag) if tag else "und"
    terms.setdefault((lang, text), Term(text, lang))
    return 1


def _visible(element: etree._Element) -> str:
    """The text of a segment without the native codes of its markup."""
    parts = [element.text or ""]
    for child in element:
        if NAMES[child.tag] not in _HIDDEN:
            parts.append(_visible(child))
        parts.append(child.tail or "")
    return "".join(parts)
