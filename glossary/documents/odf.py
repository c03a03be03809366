"""OpenDocument: texts (ODT), sheets (ODS) and slides (ODP) have one markup; tracked deletions are left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from glossary.documents.base import Document, Gathering
from glossary.documents.markup import Package, local
from glossary.errors import DocumentError

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_DROPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "note-citation", "ruby-text", "page-number"})
_MOST_REPEATED = 1000  # a sheet may say that its last empty row is repeated a million times


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; places are paragraphs, cells, notes or slides.

    Raises DocumentError when it is damaged, protected or not OpenDocument.
    """
    package = Package(data, name)
    if "content.xml" not in package.parts:
        raise DocumentError(f"{name} is a ZIP file, but not an OpenDocument file")
    if _MANIFEST in package.parts and b"encryption-data" in package.read(_MANIFEST):
        raise DocumentError(f"{name} is protected by a password; save it without one and try again")
    body = package.xml("content.xml").find(f"{_OFFICE}body")
    if body is None:
        raise DocumentError(f"{name} is damaged: content.xml has no body; save it again in its own program")
    pieces = Gathering()
    walk = _Walk(pieces)
    if "styles.xml" in package.parts:
        said: set[str] = set()
        for node in package.xml("styles.xml").iter("{*}header", "{*}header-first", "{*}footer", "{*}footer-first"):
            kind = "header" if "header" in local(node) else "footer"
            for paragraph in node.iter(f"{_TEXT}p"):
                text = "".join(_text(paragraph, []))
                if text.strip() and text not in said and not text.strip().isdigit():
                    said.add(text)
                    pieces.add(text, kind)
    walk.through(body, "")
    return pieces.document(name)


class _Walk:
    def __init__(self, pieces: Gathering) -> None:
        self._pieces = pieces
        self._paragraphs = self._tables = self._slides = 0
        self._notes = {"footnote": 0, "endnote": 0}

    def through(self, node: etree._Element, place: str) -> None:
        """Add the paragraphs under *node* in reading order."""
        sheet = local(node) == "spreadsheet"
        for child in node:
            tag = local(child)
            if tag in ("p", "h") and str(child.tag).startswith(_TEXT):
                self._paragraph(child, place)
            elif tag == "table":
                self._tables += 1
                title = child.get(f"{_TABLE}name") or f"table {self._tables}"
                self._table(child, title if sheet else "", place)
            elif tag == "page":
                self._slides += 1
                self.through(child, f"slide {self._slides}")
            elif tag == "notes":
                self.through(child, f"{place}, notes")
            elif tag == "text-box" and not place:
                self.through(child, f"text box at paragraph {self._paragraphs}")
            elif tag and tag not in _DROPPED:
                self.through(child, place)

    def _table(self, table: etree._Element, sheet: str, place: str) -> None:
        number, row = self._tables, 0
        for line in table.iter(f"{_TABLE}table-row"):
            if next(line.iterancestors(f"{_TABLE}table"), None) is not table:
                continue
            row += 1
            cell = 0
            for one in line:
                if local(one) not in ("table-cell", "covered-table-cell"):
                    continue
                cell += 1
                where = f"{sheet}!{_column(cell)}{row}" if sheet else f"table {number}, row {row}, cell {cell}"
                self.through(one, f"{place}, {where}" if place else where)
                cell += _repeats(one, "columns") - 1
            row += _repeats(line, "rows") - 1

    def _paragraph(self, node: etree._Element, place: str) -> None:
        self._paragraphs += 1
        where = place or f"paragraph {self._paragraphs}"
        inside: list[etree._Element] = []
        text = "".join(_text(node, inside))
        outline = node.get(f"{_TEXT}outline-level") or "1"
        level = (int(outline) if outline.isdigit() else 1) if local(node) == "h" else (0 if place else None)
        self._pieces.add(text, where, level=level)
        for one in inside:
            if local(one) == "note":
                kind = one.get(f"{_TEXT}note-class") or "footnote"
                self._notes[kind] = self._notes.get(kind, 0) + 1
                for body in one.iterchildren(f"{_TEXT}note-body"):
                    self.through(body, f"{kind} {self._notes[kind]}")
            else:
                self.through(one, f"text box at {where}")


def _repeats(node: etree._Element, what: str) -> int:
    said = node.get(f"{_TABLE}number-{what}-repeated") or "1"
    return int(said) if said.isdigit() else 1


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(node: etree._Element, inside: list[etree._Element]) -> Iterator[str]:
    """Yield the text of a paragraph; its notes and text boxes are put into *inside*."""
    yield _squeezed(node.text)
    for child in node:
        tag = local(child)
        if tag == "s":
            count = child.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count) if count.isdigit() else 1, _MOST_REPEATED)
        elif tag == "tab":
            yield "\t"
        elif tag == "line-break":
            yield "\n"
        elif tag in ("note", "text-box"):
            inside.append(child)
        elif tag and tag not in _DROPPED:
            yield from _text(child, inside)
        yield _squeezed(child.tail)


def _squeezed(text: str | None) -> str:
    """Return *text* with its white space as OpenDocument means it: every run one blank (part 3, 6.1.2)."""
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if words and text[-1].isspace() else ''}"
