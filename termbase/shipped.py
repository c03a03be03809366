"""The United Nations termbase that comes with the package: ``data/un/*.tsv`` as concepts.

The columns are described in ``data/README.md``. A wrong row is an error of ours, so it stops the reading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from termbase.errors import FormatError
from termbase.languages import EN, ZH
from termbase.model import Concept, Evidence, Form, Kind, Note, PartOfSpeech, Source, Status, Term
from termbase.where import DATA

COLUMNS = """
id zh en zh_short zh_generic zh_variant en_short acronym en_variant former kind pos
parent reliability source note
""".split()
NAMESPACE = "un:"
_HAN = re.compile(r"[㐀-鿿]")
_SOURCES = {"official": "official name", "usage": "United Nations documents", "general": "dictionaries of the field"}
_POS = {
    "": None,
    "noun": PartOfSpeech.NOUN,
    "verb": PartOfSpeech.VERB,
    "adj": PartOfSpeech.ADJECTIVE,
    "phrase": PartOfSpeech.PHRASE,
}
_NAMES = frozenset({Kind.BODY, Kind.INSTRUMENT, Kind.PROGRAMME, Kind.EVENT, Kind.PLACE})


_DATA = Path(DATA)
_EVIDENCE = _DATA / "evidence.tsv"


def files() -> list[Path]:
    """Return the subject files in the order of their names."""
    return sorted((_DATA / "un").glob("*.tsv"))


def digest() -> str:
    """Return the SHA-256 of the shipped data: what is made of it in advance serves only while this stays the same."""
    whole = hashlib.sha256()
    for file in (*files(), _EVIDENCE, *sorted(_DATA.glob("*.txt"))):
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def concepts() -> Iterator[Concept]:
    """Yield the shipped concepts, file by file (the file's name is the subject field).

    Raises FormatError naming file and line where a row is not as ``data/README.md`` says.
    """
    evidence = _evidence()
    for file in files():
        subject = file.stem
        lines = file.read_text(encoding="utf-8").split("\n")
        if lines[0].split("\t") != COLUMNS:
            raise FormatError(f"{file.name}, line 1: the columns are not {' '.join(COLUMNS)}")
        for number, line in enumerate(lines[1:], 2):
            if not line:
                continue
            cells = line.split("\t")
            if len(cells) != len(COLUMNS):
                raise FormatError(f"{file.name}, line {number}: {len(cells)} cells instead of {len(COLUMNS)}")
            try:
                yield concept_of(dict(zip(COLUMNS, cells, strict=True)), subject, evidence)
            except (ValueError, KeyError) as error:
                raise FormatError(f"{file.name}, line {number}: {error}") from error


def concept_of(row: dict[str, str], subject: str, evidence: dict[str, Evidence] | None = None) -> Concept:
    """Return the concept that one row of a subject file describes."""
    reliability = int(row["reliability"])
    kind = Kind(row["kind"])
    pos = _POS[row["pos"]] or (PartOfSpeech.PROPER_NOUN if kind in _NAMES else PartOfSpeech.NOUN)
    terms: list[Term] = []
    seen: set[tuple[str, str]] = set()

    def add(cell: str, lang: str, form: Form, status: Status = Status.ADMITTED) -> None:
        for text in filter(None, cell.split("|")):
            part = pos
            if lang == EN and text.startswith("to ") and form is Form.VARIANT:
                text, part = text[3:], PartOfSpeech.VERB
            if (lang, text) not in seen:
                seen.add((lang, text))
                terms.append(Term(text, lang, form, status, part, reliability))

    add(row["zh"], ZH, Form.FULL, Status.PREFERRED)
    add(row["zh_short"], ZH, Form.SHORT)
    add(row["zh_variant"], ZH, Form.VARIANT)
    add(row["zh_generic"], ZH, Form.GENERIC)
    add(row["en"], EN, Form.FULL, Status.PREFERRED)
    add(row["acronym"], EN, Form.ACRONYM)
    add(row["en_short"], EN, Form.SHORT)
    add(row["en_variant"], EN, Form.VARIANT)
    for text in filter(None, row["former"].split("|")):
        add(text, ZH if _HAN.search(text) else EN, Form.VARIANT, Status.SUPERSEDED)
    return Concept(
        id=NAMESPACE + row["id"],
        terms=tuple(terms),
        subjects=(subject,),
        kind=kind,
        parent=NAMESPACE + row["parent"] if row["parent"] else "",
        notes=(Note(row["note"], EN),) if row["note"] else (),
        sources=(Source(_SOURCES[row["source"]]),) if row["source"] else (),
        evidence=(evidence or {}).get(row["id"]),
    )


def _evidence() -> dict[str, Evidence]:
    """How often parallel texts of the United Nations had each concept and confirmed its English."""
    rows = (line.split("\t") for line in _EVIDENCE.read_text(encoding="utf-8").split("\n")[1:] if line)
    return {name: Evidence(int(seen), int(confirmed)) for name, seen, confirmed in rows}
