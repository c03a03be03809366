"""DOCX: headers, body, tables, text boxes, footnotes, endnotes, footers; tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from glossary.documents.base import Document, Gathering, wanted
from glossary.documents.markup import Package, parse
from glossary.errors import DocumentError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "word/document.xml"  # where it usually is
# What is not in the text once changes are accepted, or never was: deletions, field codes, pinyin over characters.
_DROPPED = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr", "sectPr")}
    | {_FALLBACK}
)
_MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


class Atom(NamedTuple):
    """The smallest thing with text: ``w:t``, or a mark such as ``w:tab``; it is *text* in the document as it is read."""

    text: str
    node: etree._Element


class Place(NamedTuple):
    """Where an atom went: the offset of its first character in the document's text, and the part of the package it is in."""

    start: int
    text: str
    node: etree._Element
    part: str


class Traced(NamedTuple):
    """A document with the way back to its markup: places in the order of the text, and the trees of the parts they are in.

    *main* is the part that holds the body.
    """

    document: Document
    places: tuple[Place, ...]
    roots: dict[str, etree._Element]
    main: str


class _Piece(NamedTuple):
    atoms: tuple[Atom, ...]
    level: int | None  # None: the style does not say
    where: str
    open: bool = False  # its paragraph mark is deleted: the next paragraph goes on in it

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; each paragraph is a block, its place a paragraph, table cell, note or text box.

    Raises DocumentError when it is no DOCX, is protected by a password, or is damaged.
    """
    pieces = Gathering()
    for _, piece in _told(_Parts(data, name)):
        pieces.add(piece.text, piece.where, level=piece.level)
    return pieces.document(name)


def trace(data: bytes, name: str) -> Traced:
    """Return what :func:`read` does, and for each stretch of its text the node of the markup that holds it."""
    pieces = Gathering()
    places: list[Place] = []
    parts = _Parts(data, name)
    for part, piece in _told(parts):
        at = pieces.characters
        pieces.add(piece.text, piece.where, level=piece.level)
        if pieces.characters == at:
            continue  # blank
        for atom in piece.atoms:
            text = wanted(atom.text)
            if text:
                places.append(Place(at, text, atom.node, part))
                at += len(text)
    return Traced(pieces.document(name), tuple(places), parts.roots, parts.main)


class _Parts:
    """The parts of a DOCX, each parsed once."""

    def __init__(self, data: bytes, name: str) -> None:
        self.package = Package(data, name)
        told = (part for _, kind, part in self.package.related("") if kind == "officeDocument")
        self.main = next((part for part in told if part in self.package.parts), _MAIN)
        if self.main not in self.package.parts:
            raise DocumentError(f"{name} is a ZIP file, but not a DOCX document")
        self.roots: dict[str, etree._Element] = {}

    def part(self, kind: str) -> str:
        """Return the part of this kind that the body refers to, or where it usually is; empty when there is none."""
        told = [part for _, one, part in self.package.related(self.main) if one == kind]
        return next((part for part in [*told, f"word/{kind}.xml"] if part in self.package.parts), "")

    def root(self, part: str) -> etree._Element:
        if part not in self.roots:
            data = self.package.read(part)
            if STRICT in data[:5000]:
                data = data.replace(STRICT, W.strip("{}").encode())
            self.roots[part] = parse(data, f"{self.package.name} ({part})")
        return self.roots[part]


def _told(parts: _Parts) -> Iterator[tuple[str, _Piece]]:
    """Yield the pieces in the order of reading, each with the part it is from."""
    levels = _levels(parts)
    around: dict[str, list[str]] = {"header": [], "footer": []}
    for _, kind, part in parts.package.related(parts.main):
        if kind in around and part in parts.package.parts:
            around[kind].append(part)
    said: set[str] = set()
    for kind, listed in around.items():
        if kind == "footer":
            yield from _body(parts, levels)
        for part in sorted(listed):
            for piece in _Walk(levels, kind).pieces(parts.root(part)):
                if piece.text.strip() not in said:  # the same for odd, even and first pages
                    said.add(piece.text.strip())
                    yield part, piece._replace(where=kind, level=0)


def _body(parts: _Parts, levels: dict[str, int]) -> Iterator[tuple[str, _Piece]]:
    for piece in _joined(_Walk(levels, "paragraph").pieces(parts.root(parts.main))):
        yield parts.main, piece
    for kind in ("footnote", "endnote"):
        part = parts.part(f"{kind}s")
        if part:
            number = 0
            for note in parts.root(part).iterchildren(f"{W}{kind}"):
                if note.get(f"{W}type") in (None, "normal"):
                    number += 1
                    for piece in _joined(_Walk(levels, f"{kind} {number}", count=False).pieces(note)):
                        yield part, piece._replace(level=0)


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, those with a deleted paragraph mark joined to the next."""
    held: _Piece | None = None
    for piece in pieces:
        if held:
            piece = piece._replace(atoms=held.atoms + piece.atoms, level=held.level, where=held.where)
        held = piece if piece.open else None
        if not held:
            yield piece
    if held:
        yield held


def _levels(parts: _Parts) -> dict[str, int]:
    """Return the heading level of each style that has one; Word in Chinese calls its styles 1, 2, 3."""
    part = parts.part("styles")
    if not part:
        return {}
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in parts.root(part).iterchildren(f"{W}style"):
        key = style.get(f"{W}styleId") or ""
        name = _value(style.find(f"{W}name")).lower()
        outline = _value(style.find(f"{W}pPr/{W}outlineLvl"))
        if name.startswith("heading") and name[-1:].isdigit():
            found[key] = int(name[-1])
        elif name in ("title", "subtitle"):
            found[key] = 1
        elif outline.isdigit() and int(outline) < 9:
            found[key] = int(outline) + 1
        elif parent := _value(style.find(f"{W}basedOn")):
            based[key] = parent
    for key in based:
        above, steps = based[key], 0
        while above in based and steps < 20:
            above, steps = based[above], steps + 1
        if above in found:
            found[key] = found[above]
    return found


def _value(node: etree._Element | None) -> str:
    return (node.get(f"{W}val") or "") if node is not None else ""


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
            if tag == f"{W}p":
                yield from self._paragraph(child, place)
            elif tag == f"{W}tbl":
                self._tables += 1
                table, row = self._tables, 0
                for line in _inside(child, f"{W}tr"):
                    if line.find(f"{W}trPr/{W}del") is not None:
                        continue
                    row += 1
                    for cell, one in enumerate(_inside(line, f"{W}tc"), 1):
                        yield from self.pieces(one, f"table {table}, row {row}, cell {cell}")
            elif isinstance(tag, str) and tag not in _DROPPED:
                yield from self.pieces(child, place)

    def _paragraph(self, node: etree._Element, place: str) -> Iterator[_Piece]:
        self._paragraphs += 1
        own = f"{self._kind} {self._paragraphs}" if self._count else self._kind
        where = place or own
        style = _value(node.find(f"{W}pPr/{W}pStyle"))
        outline = _value(node.find(f"{W}pPr/{W}outlineLvl"))
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else self._levels.get(style)
        if level is None and place:
            level = 0  # a cell is short, but no heading
        open_end = node.find(f"{W}pPr/{W}rPr/{W}del") is not None
        boxes: list[etree._Element] = []
        atoms = tuple(_atoms(node, boxes))
        if open_end or any(not atom.text.isspace() for atom in atoms):
            yield _Piece(atoms, level, where, open_end)
        for box in boxes:
            yield from self.pieces(box, f"text box at {where}")


def _inside(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _inside(child, tag)


def _atoms(node: etree._Element, boxes: list[etree._Element]) -> Iterator[Atom]:
    for child in node:
        tag = child.tag
        if tag == f"{W}t":
            if child.text:
                yield Atom(child.text, child)
        elif tag in _MARKS:
            yield Atom(_MARKS[tag], child)
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        elif isinstance(tag, str) and tag not in _DROPPED:
            yield from _atoms(child, boxes)
