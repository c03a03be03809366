"""CSV: comma-separated, UTF-8 with a byte order mark (Excel needs it), every dangerous cell disarmed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats import table
from termbase.formats.base import Format, Header, Report
from termbase.formats.texts import read_text
from termbase.model import Concept

INFO = Format("csv", (".csv",), table.KEEPS, "CSV, one row a concept or a term")
_FIELD_LIMIT = 10_000_000


def read(
    stream: BinaryIO, report: Report, *, columns: Mapping[str, str] | None = None, delimiter: str = ""
) -> Iterator[Concept]:
    """Yield the concepts of a table; its encoding and its *delimiter* are found out unless given."""
    text = read_text(stream, report)
    if not text.strip():
        raise FormatError("line 1: the file is empty")
    if "\0" in text:
        raise FormatError(f"line {text[: text.index(chr(0))].count(chr(10)) + 1}: binary data, not a table")
    yield from table.concepts_in(_rows(text, delimiter or sniff_delimiter(text)), report, columns)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [table.arm(cell) for cell in row]
    except csv.Error as error:
        raise FormatError(f"line {reader.line_num}: not a table: {error}") from error


def sniff_delimiter(text: str) -> str:
    """Return the delimiter that divides the first lines most evenly.

    >>> sniff_delimiter("zh;en\\n执行局;Executive Board, or CTED\\n")
    ';'
    """
    lines = text[:20_000].splitlines()[:20] or [""]
    best, best_score = ",", (0, 0)
    # A bar stands between values inside our own cells; it divides columns (IATE) where nothing else does.
    for delimiter in ("\t", ";", ",") if set(lines[0]) & set("\t;,") else ("|",):
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        if not widths or widths[0] < 2:
            continue
        score = (sum(width == widths[0] for width in widths), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a table; options: layout (concept, term, pairs, entry), bom (yes, no)."""
    write_rows(stream, header, concepts, report, ",", header.option("bom", "yes") != "no")


def write_rows(
    stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report, delimiter: str, bom: bool
) -> None:
    """Write the rows with *delimiter*, quoted where needed."""
    text = io.TextIOWrapper(stream, "utf-8", "replace", newline="", write_through=False)
    try:
        if bom:
            text.write("\ufeff")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        for row in table.rows(header, concepts, report):
            writer.writerow([table.disarm(cell) for cell in row])
    finally:
        text.flush()
        text.detach()
