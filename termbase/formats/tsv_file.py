"""TSV: tab-separated, UTF-8 without byte order mark, quoted like CSV where a cell holds a tab or a line break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from termbase.formats import csv_file, table
from termbase.formats.base import Format, Header, Report
from termbase.model import Concept

INFO = Format("tsv", (".tsv", ".tab"), table.KEEPS, "TSV, one row a concept or a term")


def read(stream: BinaryIO, report: Report, *, columns: Mapping[str, str] | None = None) -> Iterator[Concept]:
    """Yield the concepts of a table; a file with another delimiter under this suffix is read too."""
    return csv_file.read(stream, report, columns=columns)


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a table; options: layout (concept, term, pairs, entry), bom (yes, no)."""
    csv_file.write_rows(stream, header, concepts, report, "\t", header.option("bom", "no") == "yes")
