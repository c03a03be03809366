"""A copy of a DOCX with its terms marked: coloured by kind, and with comments that say the English and the reason.

Runs are split where a term begins and ends inside them; nothing else of the document changes. Element order and the places
where comments may stand are those of ISO/IEC 29500-1, 17.3.2 (run properties) and 17.13.4 (comments).
"""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from lxml import etree

from glossary.documents.base import wanted
from glossary.documents.docx import STRICT, Place, Traced, W, trace
from glossary.documents.markup import Package, parse, relations_of
from glossary.errors import DocumentError
from glossary.model import Finding, Mention, MentionKind, Scan

_COLOUR = {
    MentionKind.TERM: "DCE9F9",
    MentionKind.SHORT: "E9DDFB",
    MentionKind.ANAPHOR: "D5F2E3",
    MentionKind.REFERENCE: "F5E9CC",
}
_UNSURE = "FBD5D8"
_LEGEND = (
    ("blue", "term"),
    ("violet", "short form"),
    ("green", "reference back (该处)"),
    ("sand", "resolution or document"),
    ("red", "not sure"),
)
_AUTHOR, _INITIALS = "glossary", "g"
_NAMES = {"w": W.strip("{}")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# What may follow the shading among the properties of a run (17.3.2.28); extensions of Word come last.
_AFTER_SHADING = frozenset(
    f"{W}{tag}" for tag in "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange".split()
)
# A run's parents in which the ends of a comment may stand; elsewhere (pinyin over characters) they stand further out.
_HOLDERS = frozenset(f"{W}{tag}" for tag in "p hyperlink ins moveTo smartTag customXml sdtContent fldSimple".split())


class Comments(StrEnum):
    """Which places get a comment: the first of each term and reading, all, those to look at, or none."""

    FIRST = "first"
    ALL = "all"
    UNSURE = "unsure"
    NONE = "none"


def marked(path: str, scan: Scan, *, comments: Comments = Comments.FIRST, colours: bool = True) -> bytes:
    """Return a copy of the DOCX in the file *path* with what *scan* found in it marked.

    Word takes comments in the body and its tables only: what is said about a note stands at its number, about a text box
    at the box; headers and footers are coloured only. Raises DocumentError when the file is no DOCX, or has changed.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
    if not data.startswith(b"PK"):
        raise DocumentError(
            f"{path} is no DOCX: only these can be marked; of other documents make a page with -o FILE.html"
        )
    return _copy(data, path, scan, comments, colours)


def _copy(data: bytes, name: str, scan: Scan, comments: Comments, colours: bool) -> bytes:
    traced = trace(data, name)
    if len(traced.document.text) != scan.characters:
        raise DocumentError(f"{name} changed while it was read; run it again")
    package = Package(data, name)
    notes = _notes(scan, comments)
    coloured = scan.mentions if colours else ()
    cuts = {at for start, end, _ in notes for at in (start, end)} | {at for m in coloured for at in (m.start, m.end)}
    spots = _Spots(traced, cuts)
    for mention in coloured:
        for run in spots.runs(mention.start, mention.end):
            _shade(run, _COLOUR[mention.kind] if mention.sure else _UNSURE)
    strict = STRICT in package.read(traced.main)[:5000]
    said = _Said(package, traced.main, strict)
    if notes:
        for run in spots.anchors(0, scan.characters)[:1]:
            said.add(run, run, _summary(scan, colours))
    for start, end, lines in notes:
        runs = spots.anchors(start, end)
        if runs:
            said.add(runs[0], runs[-1], lines)
    parts = {part: _bytes(traced.roots[part], strict) for part in spots.touched}
    return package.with_parts(parts | said.parts())


# ---- the way to the runs --------------------------------------------------------------------------------------------


class _Spots:
    """The runs of a document, split so that none holds both sides of a place where something begins or ends."""

    def __init__(self, traced: Traced, cuts: set[int]) -> None:
        self.touched: set[str] = set()  # the parts in which something was asked for, and so is marked
        ordered = sorted(cuts)
        self._places: list[Place] = []
        for place in traced.places:
            inside = ordered[bisect_right(ordered, place.start) : bisect_left(ordered, place.start + len(place.text))]
            self._places += _split(place, inside)
        for place in self._places:
            if place.start in cuts:
                _cut_before(place.node)
        self._starts = [place.start for place in self._places]
        self._ends = [place.start + len(place.text) for place in self._places]
        self._main = traced.main
        self._roots = traced.roots

    def _between(self, start: int, end: int) -> list[Place]:
        return self._places[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def runs(self, start: int, end: int) -> list[etree._Element]:
        """Return the runs that hold this stretch of the text, in order, each once."""
        found: dict[etree._Element, None] = {}
        for place in self._between(start, end):
            run = _run_of(place.node)
            if run is not None and (place.text.strip() or place.node.tag == f"{W}t"):
                found[run] = None
                self.touched.add(place.part)
        return list(found)

    def anchors(self, start: int, end: int) -> list[etree._Element]:
        """Return the runs of one paragraph of the body at which a comment on this stretch may stand."""
        found: dict[etree._Element, None] = {}
        for place in self._between(start, end):
            if not place.text.strip():
                continue
            run = self._in_body(place)
            if run is None:
                continue
            first = next(iter(found), run)
            if _paragraph(first) is not _paragraph(run):
                break
            found[run] = None
            self.touched.add(self._main)
        return list(found)

    def _in_body(self, place: Place) -> etree._Element | None:
        """Return the run of the body that shows *place*: its own, that of its text box, or that of the number of its note."""
        if place.part == self._main:
            outer = None
            for above in place.node.iterancestors(f"{W}r"):
                outer = above
            return outer
        for kind in ("footnote", "endnote"):
            note = next(place.node.iterancestors(f"{W}{kind}"), None)
            if note is not None:
                for reference in self._roots[self._main].iter(f"{W}{kind}Reference"):
                    if reference.get(f"{W}id") == note.get(f"{W}id"):
                        return _run_of(reference)
        return None


def _run_of(node: etree._Element) -> etree._Element | None:
    parent = node.getparent()
    return parent if parent is not None and parent.tag == f"{W}r" else None


def _paragraph(run: etree._Element) -> etree._Element | None:
    return next(run.iterancestors(f"{W}p"), None)


def _split(place: Place, cuts: Sequence[int]) -> list[Place]:
    """Split the text of *place* at these offsets into runs of their own; the first keeps its node."""
    if not cuts or place.node.tag != f"{W}t" or _run_of(place.node) is None:
        return [place]
    whole = place.node.text or ""
    kept = [at for at, char in enumerate(whole) if wanted(char)]  # the reader drops soft hyphens and the like
    bounds = [place.start, *cuts, place.start + len(place.text)]
    raw = [0, *(kept[cut - place.start] for cut in cuts), len(whole)]
    made: list[Place] = []
    node = place.node
    for (start, end), (first, last) in zip(pairwise(bounds), pairwise(raw), strict=True):
        if made:
            fresh = etree.Element(node.tag, nsmap=_NAMES)
            node.addnext(fresh)
            _cut_before(fresh)
            node = fresh
        node.text = whole[first:last]
        node.set(_SPACE, "preserve")
        made.append(Place(start, place.text[start - place.start : end - place.start], node, place.part))
    return made


def _cut_before(node: etree._Element) -> None:
    """Let a run begin at *node*: what stands before it stays in the old one, both look the same."""
    run = _run_of(node)
    if run is None:
        return
    if all(child.tag == f"{W}rPr" for child in node.itersiblings(preceding=True)):
        return
    new = etree.Element(run.tag, {str(key): str(value) for key, value in run.attrib.items()}, nsmap=_NAMES)
    look = run.find(f"{W}rPr")
    if look is not None:
        new.append(copy.deepcopy(look))
    for child in [node, *node.itersiblings()]:
        new.append(child)
    run.addnext(new)


def _shade(run: etree._Element, colour: str) -> None:
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    shading = look.find(f"{W}shd")
    if shading is None:
        shading = etree.Element(f"{W}shd")
        at = next(
            (
                number
                for number, child in enumerate(look)
                if child.tag in _AFTER_SHADING or not str(child.tag).startswith(W)
            ),
            len(look),
        )
        look.insert(at, shading)
    shading.attrib.clear()
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(f"{W}{key}", value)


# ---- what the comments say ------------------------------------------------------------------------------------------

_Lines = tuple[tuple[str, bool], ...]  # paragraphs, and whether each is bold


def _notes(scan: Scan, comments: Comments) -> list[tuple[int, int, _Lines]]:
    """Return what is said about which stretch of the text, in order."""
    if comments is Comments.NONE:
        return []
    notes = [(one.start, one.end, _finding(one)) for one in scan.findings if one.end > one.start]
    told: set[tuple[str, str | None, bool]] = set()
    for mention in scan.mentions:
        key = ("".join(mention.text.split()), mention.en, mention.sure)
        if comments is Comments.ALL or (key not in told and (comments is Comments.FIRST or not mention.sure)):
            notes.append((mention.start, mention.end, _about(mention)))
        told.add(key)
    return sorted(notes, key=lambda note: note[:2])


def _about(mention: Mention) -> _Lines:
    english = mention.en or "no English known"
    if mention.acronym and mention.acronym != mention.en:
        english += f" ({mention.acronym})"
    lines = [(english, True)]
    if mention.full and mention.full != "".join(mention.text.split()):
        lines.append((mention.full, False))
    if mention.why != "termbase":
        lines.append((mention.why, False))
    if not mention.sure:
        lines.append((f"Not sure: right in about {mention.confidence:.0%} of such places.", True))
    lines += [
        (f"or {one.en or '?'} ({one.full}){f': {one.why}' if one.why else ''}", False) for one in mention.alternatives
    ]
    return tuple(lines)


def _finding(one: Finding) -> _Lines:
    said = ((f"{one.code}: {one.message}", True),)
    return (*said, (f"expected: {one.expected}", False)) if one.expected else said


def _summary(scan: Scan, colours: bool) -> _Lines:
    unsure = sum(not one.sure for one in scan.mentions)
    lines = [(f"{len(scan.mentions):,} mentions of terms, {unsure:,} not sure; {len(scan.findings):,} findings", True)]
    if colours:
        lines.append(("; ".join(f"{colour}: {kind}" for colour, kind in _LEGEND), False))
    return tuple(lines)


# ---- the comments in the package ------------------------------------------------------------------------------------


class _Said:
    """The comments part: the one the document has, or a new one."""

    def __init__(self, package: Package, main: str, strict: bool) -> None:
        self._package = package
        self._main = main
        self._strict = strict
        self._part = next(
            (part for _, kind, part in package.related(main) if kind == "comments" and part in package.parts), ""
        )
        self._root = etree.Element(f"{W}comments", nsmap=_NAMES)
        if self._part:
            old = package.read(self._part).replace(STRICT, W.strip("{}").encode())
            self._root = parse(old, f"{package.name} ({self._part})")
        numbers = [one.get(f"{W}id") or "" for one in self._root.iterchildren(f"{W}comment")]
        self._next = max((int(number) for number in numbers if number.isdigit()), default=-1) + 1
        self._count = 0

    def add(self, first: etree._Element, last: etree._Element, lines: _Lines) -> None:
        """Add a comment on what stands from the run *first* to the run *last*."""
        number = {f"{W}id": str(self._next)}
        self._next += 1
        self._count += 1
        _holder(first).addprevious(etree.Element(f"{W}commentRangeStart", number))
        end = etree.Element(f"{W}commentRangeEnd", number)
        _holder(last).addnext(end)
        mark = etree.Element(f"{W}r")
        etree.SubElement(mark, f"{W}commentReference", number)
        end.addnext(mark)
        comment = etree.SubElement(
            self._root, f"{W}comment", {**number, f"{W}author": _AUTHOR, f"{W}initials": _INITIALS}
        )
        for at, (line, bold) in enumerate(lines):
            paragraph = etree.SubElement(comment, f"{W}p")
            if not at:
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
            run = etree.SubElement(paragraph, f"{W}r")
            if bold:
                etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
            text = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
            text.text = "".join(char if char.isprintable() else " " for char in line)

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the package that the comments change: none when there are none."""
        if not self._count:
            return {}
        if self._part:
            return {self._part: _bytes(self._root, self._strict)}
        folder = self._main.rpartition("/")[0]
        names = (f"{folder}/comments{number or ''}.xml" for number in range(len(self._package.parts) + 1))
        part = next(name for name in names if name not in self._package.parts)
        types = self._package.xml("[Content_Types].xml")
        etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": _COMMENTS})
        parts = {part: _bytes(self._root, self._strict), "[Content_Types].xml": _bytes(types)}
        rels = relations_of(self._main)
        known = rels in self._package.parts
        root = self._package.xml(rels) if known else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        used = {one.get("Id") for one in root}
        key = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        kind = f"{_STRICT_OFFICE if self._strict else _OFFICE}/comments"
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", {"Id": key, "Type": kind, "Target": part.rpartition("/")[2]}
        )
        parts[rels] = _bytes(root)
        return parts


def _holder(run: etree._Element) -> etree._Element:
    """Return *run*, or what is around it, where the end of a comment may stand beside it."""
    node = run
    while (parent := node.getparent()) is not None and parent.tag not in _HOLDERS:
        node = parent
    return node


def _bytes(root: etree._Element, strict: bool = False) -> bytes:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(W.strip("{}").encode(), STRICT) if strict else data
