"""Reading documents of every sort into one shape: :func:`read_document`."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from glossary.documents.base import Block, Document, paragraphs
from glossary.documents.text import decode
from glossary.errors import DocumentError

__all__ = ["SUFFIXES", "Block", "Document", "paragraphs", "read_document", "read_text"]

LARGEST = 200_000_000  # bytes; larger texts would not fit into memory with all that is found in them

# kind -> (module, function taking (data, name) and giving a Document)
_READERS = {
    "docx": ("docx", "read"),
    "xlsx": ("xlsx", "read"),
    "pptx": ("pptx", "read"),
    "odf": ("odf", "read"),
    "pdf": ("pdf", "read"),
    "office": ("office", "read"),
    "html": ("html", "read"),
    "xliff": ("bilingual", "read_xliff"),
    "tmx": ("bilingual", "read_tmx"),
    "po": ("bilingual", "read_po"),
    "pairs": ("bilingual", "read_pairs"),
    "subtitles": ("subtitles", "read"),
}
_SUFFIXES = {
    "docx": ".docx .docm .dotx",
    "xlsx": ".xlsx .xlsm",
    "pptx": ".pptx .pptm .ppsx",
    "odf": ".odt .ods .odp .ott",
    "pdf": ".pdf",
    "office": ".doc .xls .ppt .rtf",
    "html": ".html .htm .xhtml",
    "xliff": ".xlf .xliff .sdlxliff .mqxliff .mxliff",
    "tmx": ".tmx",
    "po": ".po .pot",
    "pairs": ".tsv",
    "subtitles": ".srt .vtt",
    "text": ".txt .md .markdown .text",
}
_KIND = {suffix: kind for kind, listed in _SUFFIXES.items() for suffix in listed.split()}
SUFFIXES = frozenset(_KIND) - {".tsv"}
"""The endings of files that are read as documents: what a folder is searched for. Most TSV files are other things."""

_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx", "content.xml": "odf"}
_BODY = re.compile(r"word/document\d+\.xml")  # Word in a browser numbers it
_ZIPPED = frozenset({"docx", "xlsx", "pptx", "odf"})
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?<(?:\w+:)?(html|xliff|tmx)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def read_document(path: str) -> Document:
    """Return the document in the file *path* (``-``: standard input).

    What the bytes say counts more than the file's ending. Raises DocumentError, with the file's name and what to do, when
    it is missing, too large or unreadable, or is empty though its ending names a format that never is.
    """
    data = sys.stdin.buffer.read() if path == "-" else _bytes_of(Path(path))
    name = "standard input" if path == "-" else path
    suffix = Path(path).suffix.lower()
    if not data.strip():
        if _KIND.get(suffix, "") in ("", "text"):  # a text of no words is a text; of the others, nothing is left
            return Document(path, data.decode("ascii"), (), True, (f"{name} is empty",))
        raise DocumentError(f"{name} is empty")
    kind = _kind(data, suffix, name)
    if kind in _READERS:
        module, function = _READERS[kind]
        reader: Callable[[bytes, str], Document] = getattr(import_module(f"glossary.documents.{module}"), function)
        try:
            return reader(data, name)._replace(path=path)
        except RecursionError as error:
            raise DocumentError(f"{name} is nested deeper than any real document; it is not read") from error
    decoded = decode(data, name)
    warnings = (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ()
    return Document(path, decoded.text, paragraphs(decoded.text), True, warnings)


def read_text(path: str) -> str:
    """Return the text of the plain text file *path*; raises DocumentError when it is missing or unreadable."""
    return decode(_bytes_of(Path(path)), path).text


def _kind(data: bytes, suffix: str, name: str) -> str:
    """Return the kind of document: by its first bytes where they tell, else by its ending."""
    said = _KIND.get(suffix, "")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, said, name)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "office"
    if b"%PDF-" in data[:1024] and (said == "pdf" or data.lstrip().startswith(b"%PDF-")):
        return "pdf"
    if said in _ZIPPED:
        raise DocumentError(
            f"{name} is damaged or not what its ending says ({suffix}); save it again in its own program"
        )
    if said == "office":
        return "text"
    if said in ("", "xliff", "tmx", "html"):
        found = _MARKUP.match(data[:20_000].replace(b"\x00", b""))
        if found:
            return found[1].lower().decode()
    return said


def _zipped(data: bytes, said: str, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise DocumentError(f"{name} is damaged ({error}); open it in its own program and save it again") from error
    kind = next((kind for part, kind in _PARTS.items() if part in parts), "")
    if not kind and any(_BODY.fullmatch(part) for part in parts):
        kind = "docx"
    if not kind:
        raise DocumentError(
            f"{name} is a ZIP archive, but not a document"
            + (f" ({said.upper()})" if said in _ZIPPED else "")
            + "; unpack it and give the files in it"
        )
    return kind


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder; name the files in it")
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentError(
                f"{path} has {size / 1e6:,.0f} MB; split it into parts of at most {LARGEST / 1e6:.0f} MB"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: there is no such file") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
