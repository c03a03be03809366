"""UTX 1.11, the Asia-Pacific Association for Machine Translation's table: tab-separated, UTF-8 without mark, CRLF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Report
from termbase.formats.pairs import lose_details, pairs, unanswered
from termbase.formats.texts import clean, one_line, read_text
from termbase.languages import canonical
from termbase.model import Concept, Note, PartOfSpeech, Status, Term

INFO = Format("utx", (".utx",), frozenset(), "UTX 1.11")
_STATUS = {
    Status.PREFERRED: "approved",
    Status.ADMITTED: "approved",
    Status.DEPRECATED: "forbidden",
    Status.SUPERSEDED: "non-standard",
}
_STATUSES = {
    "approved": Status.ADMITTED,
    "provisional": Status.ADMITTED,
    "non-standard": Status.SUPERSEDED,
    "forbidden": Status.DEPRECATED,
    "rejected": Status.DEPRECATED,
}
_PARTS = {part.value: part for part in PartOfSpeech} | {"properNoun": PartOfSpeech.PROPER_NOUN}
_COLUMNS = ("src", "tgt", "src:pos", "term status", "concept ID", "comment")


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a line for each source term and its best target."""
    moment = f"{(header.date or '1970-01-01')[:10]}T00:00:00Z"
    direction = f"{header.tag(header.source)}/{header.tag(header.target)}"
    lines = [f"#UTX 1.11; {direction}; {moment}; title: {one_line(header.title)}", "#" + "\t".join(_COLUMNS)]
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        found = list(pairs(concept, header, report))
        report.lose("synonyms", unanswered(found))
        for pair in found:
            part = pair.source.part_of_speech
            said = "" if part is None else "properNoun" if part is PartOfSpeech.PROPER_NOUN else part.value
            note = concept.notes[0].text if concept.notes else ""
            source = one_line(pair.source.text)
            cells = (
                f" {source}" if source.startswith("#") else source,  # a line that begins so is a comment
                one_line(pair.target.text),
                said,
                _STATUS[pair.source.status],
                one_line(concept.id),
                one_line(note),
            )
            lines.append("\t".join(cells))
    stream.write(("\r\n".join(lines) + "\r\n").encode("utf-8", "replace"))


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream*; lines with one concept ID, if the file has that column, are one concept."""
    lines = read_text(stream, report).split("\n")
    first = lines[0].rstrip("\r")
    found = re.match(r"#UTX(?:-S)? [\d.]+;\s*([\w-]+)/([\w-]+)", first)
    if found is None:
        raise FormatError(f"line 1: not UTX: the file begins with {first[:40]!r}, not with #UTX and its languages")
    source_lang, target_lang = canonical(found[1]), canonical(found[2])
    columns: list[str] = []
    grouped: dict[str, list[tuple[Term, ...]]] = {}
    notes: dict[str, tuple[Note, ...]] = {}
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if line.startswith("#"):
            if not columns and "\t" in line:
                columns = [clean(name).lower() for name in line[1:].split("\t")]
            continue
        if not line.strip():
            continue
        cells = dict(zip(columns or ["src", "tgt"], map(clean, line.split("\t")), strict=False))
        source, target = cells.get("src", ""), cells.get("tgt", "")
        if not source:
            report.skip(f"line {number}", "no source term")
            continue
        part = _PARTS.get(cells.get("src:pos", ""))
        status = _STATUSES.get(cells.get("term status", ""), Status.ADMITTED)
        concept_id = cells.get("concept id") or f"line-{number}"
        term = Term(source, source_lang, status=status, part_of_speech=part)
        answer = (Term(target, target_lang),) if target else ()
        grouped.setdefault(concept_id, []).append((term, *answer))
        if cells.get("comment"):
            notes.setdefault(concept_id, (Note(cells["comment"]),))
    for concept_id, rows in grouped.items():
        every = dict.fromkeys([row[0] for row in rows] + [term for row in rows for term in row[1:]])
        yield Concept(concept_id, tuple(every), notes=notes.get(concept_id, ()))
