"""DOCX: headers, body, tables, text boxes, footnotes, endnotes, footers; tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from glossary.documents.base import Document, Gathering
from glossary.documents.markup import Package, parse
from glossary.errors import DocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "word/document.xml"
# What is not in the text once changes are accepted, or never was: deletions, field codes, pinyin over characters.
_DROPPED = frozenset(
    {f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr", "sectPr")}
    | {_FALLBACK}
)
_MARKS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


class _Piece(NamedTuple):
    text: str
    level: int | None  # None: the style does not say
    where: str
    open: bool  # its paragraph mark is deleted: the next paragraph goes on in it


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; each paragraph is a block, its place a paragraph, table cell, note or text box.

    Raises DocumentError when it is no DOCX, is protected by a password, or is damaged.
    """
    package = Package(data, name)
    if _MAIN not in package.parts:
        raise DocumentError(f"{name} is a ZIP file, but not a DOCX document")
    levels = _levels(package)
    around: dict[str, list[str]] = {"header": [], "footer": []}
    for _, kind, part in package.related(_MAIN):
        if kind in around and part in package.parts:
            around[kind].append(part)
    pieces = Gathering()
    said: set[str] = set()
    for kind, parts in around.items():
        if kind == "footer":
            _body(package, levels, pieces)
        for part in sorted(parts):
            for piece in _Walk(levels, kind).pieces(_root(package, part)):
                if piece.text.strip() not in said:  # the same for odd, even and first pages
                    said.add(piece.text.strip())
                    pieces.add(piece.text, kind)
    return pieces.document(name)


def _root(package: Package, part: str) -> etree._Element:
    data = package.read(part)
    if _STRICT in data[:5000]:
        data = data.replace(_STRICT, _W.strip("{}").encode())
    return parse(data, f"{package.name} ({part})")


def _body(package: Package, levels: dict[str, int], pieces: Gathering) -> None:
    body = _root(package, _MAIN)
    for piece in _joined(_Walk(levels, "paragraph").pieces(body)):
        pieces.add(piece.text, piece.where, level=piece.level)
    for kind in ("footnote", "endnote"):
        part = f"word/{kind}s.xml"
        if part in package.parts:
            number = 0
            for note in _root(package, part).iterchildren(f"{_W}{kind}"):
                if note.get(f"{_W}type") in (None, "normal"):
                    number += 1
                    for piece in _joined(_Walk(levels, f"{kind} {number}", count=False).pieces(note)):
                        pieces.add(piece.text, piece.where, level=0)


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, those with a deleted paragraph mark joined to the next."""
    held: _Piece | None = None
    for piece in pieces:
        if held:
            piece = piece._replace(text=held.text + piece.text, level=held.level, where=held.where)
        held = piece if piece.open else None
        if not held:
            yield piece
    if held:
        yield held


def _levels(package: Package) -> dict[str, int]:
    """Return the heading level of each style that has one; Word in Chinese calls its styles 1, 2, 3."""
    if "word/styles.xml" not in package.parts:
        return {}
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in _root(package, "word/styles.xml").iterchildren(f"{_W}style"):
        key = style.get(f"{_W}styleId") or ""
        name = _value(style.find(f"{_W}name")).lower()
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        if name.startswith("heading") and name[-1:].isdigit():
            found[key] = int(name[-1])
        elif name in ("title", "subtitle"):
            found[key] = 1
        elif outline.isdigit() and int(outline) < 9:
            found[key] = int(outline) + 1
        elif parent := _value(style.find(f"{_W}basedOn")):
            based[key] = parent
    for key in based:
        above, steps = based[key], 0
        while above in based and steps < 20:
            above, steps = based[above], steps + 1
        if above in found:
            found[key] = found[above]
    return found


def _value(node: etree._Element | None) -> str:
    return (node.get(f"{_W}val") or "") if node is not None else ""


class _Walk:
    """One way through a part: counts paragraphs and tables, knows in which cell or box it stands."""

    def __init__(self, levels: dict[str, int], kind: str, *, count: bool = True) -> None:
        self._levels = levels
        self._kind = kind
        self._count = count
        self._paragraphs = 0
        self._tables = 0

    def pieces(self, node: etree._Element, place: str = "") -> Iterator[_Piece]:
        """Yield the paragraphs under *node* in reading order; *place* is the cell or box around it."""
        for child in node:
            tag = child.tag
            if tag == f"{_W}p":
                yield from self._paragraph(child, place)
            elif tag == f"{_W}tbl":
                self._tables += 1
                table, row = self._tables, 0
                for line in _inside(child, f"{_W}tr"):
                    if line.find(f"{_W}trPr/{_W}del") is not None:
                        continue
                    row += 1
                    for cell, one in enumerate(_inside(line, f"{_W}tc"), 1):
                        yield from self.pieces(one, f"table {table}, row {row}, cell {cell}")
            elif isinstance(tag, str) and tag not in _DROPPED:
                yield from self.pieces(child, place)

    def _paragraph(self, node: etree._Element, place: str) -> Iterator[_Piece]:
        self._paragraphs += 1
        own = f"{self._kind} {self._paragraphs}" if self._count else self._kind
        where = place or own
        style = _value(node.find(f"{_W}pPr/{_W}pStyle"))
        outline = _value(node.find(f"{_W}pPr/{_W}outlineLvl"))
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else self._levels.get(style)
        if level is None and place:
            level = 0  # a cell is short, but no heading
        open_end = node.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        boxes: list[etree._Element] = []
        text = "".join(_text(node, boxes))
        if text.strip() or open_end:
            yield _Piece(text, level, where, open_end)
        for box in boxes:
            yield from self.pieces(box, f"text box at {where}")


def _inside(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _inside(child, tag)


def _text(node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        elif isinstance(tag, str) and tag not in _DROPPED:
            yield from _text(child, boxes)
