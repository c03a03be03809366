"""JSON Lines: one concept a line, every field of the model, nothing lost (schema ``termbase.concept/1``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from termbase.errors import ConceptError, FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.texts import sniff_encoding
from termbase.model import Concept
from termbase.records import from_record, to_record

__all__ = ["INFO", "SCHEMA", "from_record", "read", "to_record", "write"]

SCHEMA = "termbase.concept/1"
INFO = Format("jsonl", (".jsonl", ".ndjson"), frozenset(Keeps), "JSON Lines, one concept a line (lossless)")


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream*; a line that holds no concept is skipped and named in *report*."""
    good = bad = 0
    for number, raw in enumerate(stream, 1):
        if number == 1:
            _, name = sniff_encoding(raw)
            if name.startswith("UTF-"):
                raise FormatError(f"line 1: JSON Lines is UTF-8, this file is {name}; save it as UTF-8 and try again")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.strip():
            continue
        try:
            record = json.loads(raw)
            if not isinstance(record, dict):
                raise ConceptError("the line is not a JSON object")
            schema = record.pop("schema", SCHEMA)
            if schema != SCHEMA:
                raise ConceptError(f"the schema is {schema!r}; this program reads {SCHEMA!r}")
            concept = from_record(record)
        except (ValueError, RecursionError) as error:
            if not good and bad >= 9:
                raise FormatError(f"line {number}: no line so far holds a concept ({_plain(error)})") from error
            bad += 1
            report.skip(f"line {number}", _plain(error))
            continue
        good += 1
        yield concept
    if bad and not good:
        raise FormatError(f"{report.skipped[-1].where}: not JSON Lines of concepts ({report.skipped[-1].message})")


def _plain(error: Exception) -> str:
    """Return the message of *error* in one line."""
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} (column {error.colno})"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return " ".join(str(error).split()) or type(error).__name__


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write every concept with every field; deprecated terms are always written, nothing is ever left out."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for concept in concepts:
        line = encode({"schema": SCHEMA, **to_record(concept)})
        try:
            data = line.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate; JSON can escape what UTF-8 cannot hold
            data = json.dumps({"schema": SCHEMA, **to_record(concept)}, separators=(",", ":")).encode("ascii")
        stream.write(data + b"\n")
