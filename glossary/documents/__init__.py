"""Reading documents of every sort into one shape: :func:`read_document`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from glossary.documents.base import Block, Document, paragraphs
from glossary.documents.text import decode
from glossary.errors import DocumentError

__all__ = ["Block", "Document", "paragraphs", "read_document"]

LARGEST = 200_000_000  # bytes; larger texts would not fit into memory with all that is found in them

# suffix -> (module, function taking (data, name) and giving a Document)
_READERS = {".docx": ("glossary.documents.docx", "read")}


def read_document(path: str) -> Document:
    """Return the document in the file *path* (``-``: standard input).

    Raises DocumentError, with the file's name and what to do, when it is missing, empty, too large or unreadable.
    """
    data = sys.stdin.buffer.read() if path == "-" else _bytes_of(Path(path))
    name = "standard input" if path == "-" else path
    if not data.strip():
        raise DocumentError(f"{name} is empty")
    suffix = Path(path).suffix.lower()
    if data.startswith(b"PK\x03\x04") and suffix not in _READERS:
        suffix = ".docx"
    if suffix in _READERS:
        module, function = _READERS[suffix]
        reader: Callable[[bytes, str], Document] = getattr(import_module(module), function)
        return reader(data, path)
    decoded = decode(data, name)
    warnings = (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ()
    return Document(path, decoded.text, paragraphs(decoded.text), True, warnings)


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
