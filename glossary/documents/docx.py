"""DOCX: the text of the body, tables, footnotes, endnotes, headers and text boxes, tracked changes as accepted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from glossary.documents.base import Block, Document
from glossary.errors import DocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_LARGEST_PART = 300_000_000
_DROPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; each paragraph is a block, its place a paragraph, table cell or note.

    Raises DocumentError when it is no DOCX, is protected by a password, or is damaged.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            f"{name} is protected by a password, or an old .doc; open it in Word and save it as DOCX without one"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise DocumentError(f"{name} is a ZIP file, but not a DOCX document")
            pieces: list[str] = []
            blocks: list[Block] = []
            at = 0
            for part in (p for p in _PARTS if p in names):
                if archive.getinfo(part).file_size > _LARGEST_PART:
                    raise DocumentError(f"{name}: {part} is larger than any real document; it is not opened")
                for text, level, where in _paragraphs(archive.read(part), part):
                    if text.strip():
                        blocks.append(Block(at, at + len(text), level, where, 0))
                    pieces.append(text + "\n")
                    at += len(text) + 1
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(
            f"{name} is damaged or protected ({error}); open and save it again in its own program"
        ) from error
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"{name} is damaged: {error.msg}") from error
    text = "".join(pieces)
    if not text.strip():
        raise DocumentError(f"{name} holds no text")
    return Document(name, text, tuple(blocks), False)


def _paragraphs(xml: bytes, part: str) -> Iterator[tuple[str, int, str]]:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True
    )
    root = etree.fromstring(xml, parser)
    kind = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}.get(part, "paragraph")
    number = 0
    for paragraph in root.iter(f"{_W}p"):
        if any(a.tag in _DROPPED or a.tag == _FALLBACK for a in paragraph.iterancestors()):
            continue
        number += 1
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        value = (style.get(f"{_W}val") or "") if style is not None else ""
        level = 0
        if value.lower().startswith(("heading", "title", "标题")) or (value.isdigit() and int(value) < 7):
            level = 1
        where = f"{kind} {number}"
        cell = next((a for a in paragraph.iterancestors(f"{_W}tc")), None)
        if cell is not None:
            where = f"{kind} {number} ({_cell(cell)})"
        yield "".join(_text(paragraph)), level, where


def _cell(cell: etree._Element) -> str:
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return "table cell"
    return f"table row {table.findall(f'{_W}tr').index(row) + 1}, cell {row.findall(f'{_W}tc').index(cell) + 1}"


def _text(node: etree._Element) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or tag in _DROPPED or tag in (_FALLBACK, f"{_W}p"):
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag != f"{_W}pPr":
            yield from _text(child)
