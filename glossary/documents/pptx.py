"""PPTX: the slides in the order they are shown, their tables and their notes; a paragraph is a block."""

from __future__ import annotations

from lxml import etree

from glossary.documents.base import Document, Gathering
from glossary.documents.markup import Package, local
from glossary.errors import DocumentError

_MAIN = "ppt/presentation.xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = frozenset({"title", "ctrTitle", "subTitle"})
_REPEATED = frozenset({"sldNum", "dt", "ftr", "hdr"})  # the same on every slide


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; the place is ``slide 3``, with the row and cell of a table, or its notes.

    Raises DocumentError when it is damaged, protected or not a presentation.
    """
    package = Package(data, name)
    if _MAIN not in package.parts:
        raise DocumentError(f"{name} is a ZIP file, but not a PPTX presentation")
    slides = {key: part for key, kind, part in package.related(_MAIN) if kind == "slide"}
    pieces = Gathering()
    number = 0
    for entry in package.xml(_MAIN).iter():
        part = slides.get(_relation(entry)) if local(entry) == "sldId" else None
        if not part or part not in package.parts:
            continue
        number += 1
        _shapes(package.xml(part), f"slide {number}", pieces)
        for _, kind, other in package.related(part):
            if kind == "notesSlide" and other in package.parts:
                _shapes(package.xml(other), f"slide {number}, notes", pieces)
    return pieces.document(name)


def _relation(entry: etree._Element) -> str:
    """Return the relation's id; transitional and strict files name the attribute's namespace differently."""
    return next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), "")


def _shapes(root: etree._Element, where: str, pieces: Gathering) -> None:
    tables: dict[etree._Element, int] = {}
    for paragraph in root.iter("{*}p"):
        if "drawingml" not in str(paragraph.tag):
            continue
        place, level = where, 0
        skip = False
        for above in paragraph.iterancestors():
            tag = local(above)
            if tag == "tc":
                row = above.getparent()
                table = row.getparent() if row is not None else None
                if row is not None and table is not None:
                    number = tables.setdefault(table, len(tables) + 1)
                    place = (
                        f"{where}, table {number}, row {table.findall('{*}tr').index(row) + 1},"
                        f" cell {row.findall('{*}tc').index(above) + 1}"
                    )
            elif tag == "sp":
                kind = next((str(ph.get("type") or "") for ph in above.iter("{*}ph")), "")
                level = 1 if kind in _TITLES else 0
                skip = kind in _REPEATED
                break
            elif tag == "Fallback":
                skip = True
                break
        if not skip:
            pieces.add("".join(_text(node) for node in paragraph), place, level=level)


def _text(node: etree._Element) -> str:
    tag = local(node)
    if tag == "br":
        return "\n"
    if tag in ("r", "fld"):
        return "".join(child.text or "" for child in node if local(child) == "t")
    return ""
