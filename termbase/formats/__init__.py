"""Files of other programs: a room each, found by name, by suffix or by what is in the file.

>>> get("tbx").info.suffixes
('.tbx',)
>>> sniff(b"<?xml version='1.0'?><martif type='TBX'>", "strange.xml")
'tbx'

Looking a format up imports its own module and nothing else.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Report, Writer
from termbase.formats.streams import HEAD, peek
from termbase.model import Concept

__all__ = ["NAMES", "Room", "for_suffix", "get", "read", "read_file", "sniff", "write"]

# name -> (module, suffixes); the suffixes are those of the module's INFO, said here so that no import is needed.
_ROOMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tbx": ("tbx", (".tbx",)),
    "po": ("po", (".po", ".pot")),
    "csv": ("csv_file", (".csv",)),
    "tsv": ("tsv_file", (".tsv", ".tab")),
    "xlsx": ("xlsx", (".xlsx", ".xlsm")),
    "jsonl": ("jsonl", (".jsonl", ".ndjson")),
    "omegat": ("omegat", (".txt", ".utf8")),
    "tmx": ("tmx", (".tmx",)),
    "utx": ("utx", (".utx",)),
    "multiterm": ("multiterm", (".mtf", ".mtf.xml")),
    "skos": ("skos", (".jsonld",)),
    "turtle": ("turtle", (".ttl",)),
    "xliff": ("xliff_glossary", (".xlf", ".xliff")),
    "deepl": ("deepl", (".deepl.tsv", ".deepl.csv")),
    "dsl": ("dsl", (".dsl",)),
    "stardict": ("stardict", (".ifo",)),
    "html": ("html", (".html", ".htm")),
    "docx": ("docx", (".docx",)),
}
NAMES = tuple(_ROOMS)
_TABLES = frozenset({"csv", "tsv", "xlsx"})


@dataclass(frozen=True, slots=True)
class Room:
    """A format with its reader and writer, where it has them."""

    info: Format
    module: Any

    def read(self, stream: BinaryIO, report: Report, **options: Any) -> Iterator[Concept]:
        """Yield the concepts of *stream*; *options* are those of the format's own reader (``columns`` of a table)."""
        if not self.info.reads:
            raise FormatError(f"{self.info.title} is written only; it cannot be read")
        if options.get("columns") and self.info.name not in _TABLES:
            raise FormatError(f"{self.info.title} has no columns to name; only tables (CSV, TSV, XLSX) have")
        concepts: Iterator[Concept] = self.module.read(stream, report, **options)
        return concepts

    def write(self, stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
        """Write *concepts* to *stream*."""
        if not self.info.writes:
            raise FormatError(f"{self.info.title} is read only; it cannot be written")
        writer: Writer = self.module.write
        writer(stream, header, concepts, report)


def get(name: str) -> Room:
    """Return the format called *name*; FormatError lists the names there are."""
    if name not in _ROOMS:
        raise FormatError(f"no format is called {name!r}; there are {', '.join(NAMES)}")
    module = importlib.import_module(f"termbase.formats.{_ROOMS[name][0]}")
    return Room(module.INFO, module)


def for_suffix(path: str | Path) -> Room:
    """Return the format whose files end like *path*."""
    file_name = Path(path).name.lower()
    ends = ((ending, name) for name, (_, suffixes) in _ROOMS.items() for ending in suffixes)
    fitting = [(len(ending), name) for ending, name in ends if file_name.endswith(ending)]
    if fitting:
        return get(max(fitting)[1])  # the longest: x.deepl.tsv is DeepL's, x.tsv any table
    known = " ".join(s for _, suffixes in _ROOMS.values() for s in suffixes)
    raise FormatError(f"the name {Path(path).name!r} does not say its format; known endings are {known}")


_XML_ROOTS = {
    "martif": "tbx",
    "tbx": "tbx",
    "TBX": "tbx",
    "tmx": "tmx",
    "mtf": "multiterm",
    "xliff": "xliff",
    "RDF": "skos",
}


def sniff(head: bytes, name: str = "") -> str | None:
    """Return the name of the format that a file beginning with *head* is in, whatever its suffix; None when unsure.

    *name* decides between formats that look alike (a table without a header and an OmegaT glossary).
    """
    suffix = Path(name).suffix.lower()
    if head.startswith(b"\x1f\x8b"):
        return "dsl" if name.lower().endswith(".dsl.dz") else None
    if head.startswith(b"PK\x03\x04"):
        return "xlsx" if suffix in (".xlsx", ".xlsm") or b"xl/" in head else None
    bare = re.sub(rb"<!--.*?-->|<[?!][^>]*>", b"", head.replace(b"\0", b""), flags=re.DOTALL)
    start = bare.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        root = re.match(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", start)
        found = _XML_ROOTS.get(root[1].decode()) if root else None
        return found if found in _ROOMS else None
    if start.startswith(b"{"):
        return _sniff_json(start)
    for pattern, format_name in _SIGNS:
        if format_name in _ROOMS and re.search(pattern, start[:20_000]):
            return format_name
    return _sniff_table(head, suffix)


_SIGNS = (
    (rb"\A#UTX", "utx"),
    (rb"\A#NAME\b", "dsl"),
    (rb"\AStarDict's dict ifo file", "stardict"),
    (rb"\A#.*-\*- coding:", "omegat"),
    (rb"\A# Glossary in tab-separated format", "omegat"),
    (rb'(?m)^msgid "', "po"),
    (rb"(?mi)^\s*@?(?:prefix\s[^\n<]*|base\s+)<", "turtle"),
)


def _sniff_json(start: bytes) -> str | None:
    line = start.split(b"\n", 1)[0]
    if b'"@context"' in start[:2000]:
        return "skos" if "skos" in _ROOMS else None
    try:
        record = json.loads(line)
    except ValueError:
        return "jsonl" if b'"termbase.concept/' in line else None
    return "jsonl" if isinstance(record, dict) and "terms" in record else None


def _sniff_table(head: bytes, suffix: str) -> str | None:
    """A table or an OmegaT glossary: only now is the file's text looked at."""
    from termbase.formats.texts import sniff_encoding

    codec, _ = sniff_encoding(head[: len(head) - len(head) % 4])
    lines = [line for line in head.decode(codec or "utf-8", "replace").splitlines()[:20] if line.strip()]
    if not lines:
        return None
    if suffix in (".csv", ".tsv"):
        return suffix[1:]
    data = [line for line in lines if not line.startswith("#")]
    if any("\t" in line for line in data):
        from termbase.formats.table import column_of

        cells = data[0].split("\t")
        named = 2 * sum(column_of(cell) is not None for cell in cells) > len(cells)
        return "tsv" if named or (suffix == ".tab" and len(cells) > 3) else "omegat"
    return "csv" if any("," in line or ";" in line for line in data) and suffix in ("", ".txt") else None


def read(stream: BinaryIO, report: Report, *, name: str = "", format: str = "", **options: Any) -> Iterator[Concept]:
    """Yield the concepts of *stream*, in *format* if given, else in what it looks like, else in what *name* says."""
    if format:
        return get(format).read(stream, report, **options)
    head, stream = peek(stream, HEAD)
    found = sniff(head, name)
    if found is None:
        if not head.strip():
            raise FormatError("line 1: the file is empty")
        room = for_suffix(name)  # or a FormatError
    else:
        room = get(found)
        suffix = Path(name).suffix.lower()
        if suffix and suffix not in room.info.suffixes and any(suffix in known for _, known in _ROOMS.values()):
            report.warn("file", f"named {suffix}, but read as {room.info.title}, which it is")
    return room.read(stream, report, **options)


def read_file(path: str | Path, report: Report, *, format: str = "", **options: Any) -> Iterator[Concept]:
    """Yield the concepts of the file *path*; a FormatError begins with the file's name."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            yield from read(stream, report, name=path.name, format=format, **options)
    except FormatError as error:
        raise FormatError(f"{path.name}, {error}") from error
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror or error}") from error


def write(stream: BinaryIO, format: str, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write *concepts* to *stream* in the format called *format*."""
    get(format).write(stream, header, concepts, report)
