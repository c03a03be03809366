"""The glossary module of XLIFF 2.x (``gls:glossary``), read only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Report
from termbase.formats.texts import clean
from termbase.formats.xml_in import NAMES, records, text_of
from termbase.languages import canonical
from termbase.model import Concept, Definition, Source, Term

INFO = Format("xliff", (".xlf", ".xliff"), frozenset(), "XLIFF 2 glossary module", writes=False)


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield a concept for each glossEntry; equal ones of several units come once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    langs = ("", "")
    number = 0
    for number, (root, entry) in enumerate(records(stream, ("xliff",), ("glossEntry",), "XLIFF"), 1):
        if number == 1:
            if not (root.get("version") or "").startswith("2"):
                raise FormatError(f"line {root.sourceline}: XLIFF {root.get('version')} has no glossary module")
            langs = canonical(root.get("srcLang") or "und"), canonical(root.get("trgLang") or "und")
        where = f"line {entry.sourceline}"
        terms: list[Term] = []
        definitions: list[Definition] = []
        for child in entry:
            name = NAMES[child.tag]
            text = clean(text_of(child))
            cited = (Source(said),) if (said := clean(child.get("source") or "")) else ()
            if name in ("term", "translation") and text:
                terms.append(Term(text, langs[name == "translation"], sources=cited))
            elif name == "definition" and text:
                definitions.append(Definition(text, langs[0], said))
        if not terms:
            report.skip(where, "no term in the glossEntry")
            continue
        if len(terms) == 1 and not definitions:
            report.warn(where, f"{terms[0].text!r} has neither translation nor definition")
        key = (terms[0].text, tuple(t.text for t in terms[1:]))
        if key in seen:
            continue
        seen.add(key)
        concept_id = clean(entry.get("id") or "")
        yield Concept(f"{concept_id or 'entry'}-{number}", tuple(terms), definitions=tuple(definitions))
    if not number:
        raise FormatError("line 1: the XLIFF file has no glossary in it (no gls:glossEntry)")
