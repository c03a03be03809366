"""PDF: the text of the pages in reading order, its lines joined to paragraphs again.

A PDF knows characters at places and nothing else. Here lines are found by their height on the page, columns by the empty
strip between them, paragraphs by indents, gaps and short last lines; what repeats at the edges of pages is left out, and
a paragraph goes on over a page break.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from glossary.documents.base import Document, Gathering, heading_level
from glossary.errors import DocumentError

_EDGE = 3  # lines at the top and bottom of a page that may be headers and footers
_NUMBER = re.compile(
    r"\W{0,3}(?:第?\s*\d{1,4}\s*页?|[ivxlc]{1,6})(?:\s*(?:/|共|of)\s*\d{1,4}\s*页?)?\W{0,3}$", re.IGNORECASE
)
_ITEM = re.compile(
    r"\s*(?:\d{1,3}\s*[.．、]\s*\D|[一二三四五六七八九十]{1,3}\s*[.．、]|[(（](?:[a-z]{1,2}|[ivx]{1,4}|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[•·▪●○–—*]\s|[A-Z]\s*[.．、]\s*[\u3400-\u9fff])"
)
_ENDS = "。！？；：.!?;:…”』」"
_HALVES = frozenset(
    "counter non co anti multi inter sub self well so long short cross re pre post semi vice ex".split()
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…\U00020000-\U0003ffff]")
_LARGEST_PAGES = 20_000


class _Char(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool  # the PDF has a blank before it


class _Hole(NamedTuple):
    """A gap inside a line that is wide enough for a character, and where in its text it is."""

    left: float
    right: float
    at: int


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int = 0
    holes: list[_Hole] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class _Paragraph:
    lines: list[_Line] = field(default_factory=list)
    right: float = 0  # of its column


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; a paragraph is a block, its place the page.

    Raises DocumentError when it is damaged, protected by a password, or only images.
    """
    pages, blank = _pages(data, name)
    if not any(pages):
        raise DocumentError(f"{name} is a PDF without text, only images of it; it needs OCR (text recognition) first")
    shown = sum(len(line.text) for page in pages for line in page)
    unknown = sum(_unknown(c) for page in pages for line in page for c in line.text)
    if unknown > shown * 0.3:
        raise DocumentError(
            f"{name} does not say which characters its letters are; it needs OCR (text recognition) first"
        )
    warnings = []
    if blank:
        listed = ", ".join(map(str, blank[:10])) + (" ..." if len(blank) > 10 else "")
        warnings.append(f"{name}: no text on page {listed}, only images; they need OCR (text recognition) to be read")
    pieces = Gathering()
    body, headers, footers = _without_edges(pages)
    for line in headers:
        pieces.add(line.text, f"page {line.page + 1}, header")
    for where, text, level in _paragraphs(body):
        pieces.add(text, where, level=level)
    for line in footers:
        pieces.add(line.text, f"page {line.page + 1}, footer")
    return pieces.document(name, tuple(warnings))


def _unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


# ---- characters and lines -------------------------------------------------------------------------------------------


def _pages(data: bytes, name: str) -> tuple[list[list[_Line]], list[int]]:
    """Return the lines of each page in reading order, and the pages that are images without text."""
    try:
        import pypdfium2
        import pypdfium2.raw as raw
    except ImportError as error:
        raise DocumentError(f"{name}: PDF needs the package pypdfium2 on this platform; or save it as DOCX") from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise DocumentError(f"{name} is protected by a password; save it without one and try again") from error
        raise DocumentError(f"{name} is damaged, or no PDF; open it in its own program and save it again") from error
    pages: list[list[_Line]] = []
    blank: list[int] = []
    try:
        if len(pdf) > _LARGEST_PAGES:
            raise DocumentError(f"{name} has {len(pdf):,} pages; split it")
        for number in range(len(pdf)):
            try:
                page = pdf[number]
                chars = list(_characters(page, raw))
                if not chars and any(True for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
                    blank.append(number + 1)
                page.close()
            except pypdfium2.PdfiumError as error:
                raise DocumentError(
                    f"{name}, page {number + 1} is damaged; save it again in its own program"
                ) from error
            lines = _in_reading_order(_filled(_segments(chars)))
            for line in lines:
                line.page = number
            pages.append(lines)
    finally:
        pdf.close()
    return pages, blank


def _characters(page: object, raw: object) -> Iterator[_Char]:
    """Yield the characters that stand on the page, in the order of its content."""
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    turn = page.get_rotation()  # type: ignore[attr-defined]
    handle = text_page.raw
    get_unicode, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox  # type: ignore[attr-defined]
    box = raw.FS_RECTF()  # type: ignore[attr-defined]
    at_box = ctypes.byref(box)
    spaced = False
    held = 0
    for index in range(text_page.count_chars()):
        code = get_unicode(handle, index)
        if 0xD800 <= code < 0xDC00:  # two halves of one character, where the platform's strings are UTF-16
            held = code
            continue
        if 0xDC00 <= code < 0xE000 and held:
            code = 0x10000 + ((held - 0xD800) << 10) + (code - 0xDC00)
        held = 0
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 and code != 0xFFFE else "\ufffd"
        if code == 2:  # how PDFium gives a hyphen at the end of a line
            character = "-"
        if character.isspace() or unicodedata.category(character) == "Cc":
            spaced = True
            continue
        if not get_box(handle, index, at_box):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if turn == 90:
            left, bottom, right, top = bottom, -right, top, -left
        elif turn == 180:
            left, bottom, right, top = -right, -top, -left, -bottom
        elif turn == 270:
            left, bottom, right, top = -top, left, -bottom, right
        if "\u2e80" <= character <= "\u2fdf":  # radicals: some producers name ⼈ where 人 stands
            character = unicodedata.normalize("NFKC", character)
        yield _Char(character, left, bottom, right, top, spaced)
        spaced = False
    text_page.close()


def _segments(chars: Iterable[_Char]) -> list[_Line]:
    """Return runs of characters that follow each other on one line without a wide gap."""
    segments: list[_Line] = []
    run: list[_Char] = []
    for char in chars:
        if run:
            last = run[-1]
            size = max(last.top - last.bottom, char.top - char.bottom, 1.0)
            level = abs((char.bottom + char.top) - (last.bottom + last.top)) / 2 < 0.5 * size
            if not level or not -0.7 * size < char.left - last.right < 1.3 * size:
                segments.append(_line(run))
                run = []
            elif char.text == last.text and abs(char.left - last.left) < 0.15 * size:
                continue  # bold by printing twice
        run.append(char)
    if run:
        segments.append(_line(run))
    return segments


def _line(run: Sequence[_Char]) -> _Line:
    size = median(char.top - char.bottom for char in run)
    text = run[0].text
    holes = []
    for before, char in pairwise(run):
        gap = char.left - before.right
        narrow = not (_WIDE.match(before.text) and _WIDE.match(char.text))
        if gap > 0.3 * size:
            holes.append(_Hole(before.right, char.left, len(text)))
        if narrow and (gap > 0.22 * size or (char.spaced and gap > 0.08 * size)):
            text += " "
        text += char.text
    return _Line(
        text,
        min(c.left for c in run),
        min(c.bottom for c in run),
        max(c.right for c in run),
        max(c.top for c in run),
        size,
        holes=holes,
    )


def _filled(segments: list[_Line]) -> list[_Line]:
    """Put what is drawn later, such as quotation marks in another font, into the gap that was left for it in its line."""
    holed = [one for one in segments if one.holes]
    fillings: list[tuple[int, _Line, str]] = []
    kept = []
    for segment in segments:
        homes = (
            (line, hole)
            for line in holed
            if line is not segment and abs(line.middle - segment.middle) < 0.5 * line.size
            for hole in line.holes
            if hole.left - 0.2 * line.size < segment.left and segment.right < hole.right + 0.2 * line.size
        )
        home = next(homes, None)
        if home:
            fillings.append((home[1].at, home[0], segment.text))
        else:
            kept.append(segment)
    for at, line, text in sorted(fillings, key=lambda filling: -filling[0]):
        line.text = line.text[:at] + text + line.text[at:]
    return kept


def _in_reading_order(segments: list[_Line]) -> list[_Line]:
    """Return the lines top to bottom, in two columns where the page has them: what spans both divides the page in bands."""
    if not segments:
        return []
    gutter = _gutter(segments)
    if gutter is None:
        return _lines(segments)
    ordered: list[_Line] = []
    spanning = [s for s in segments if s.left < gutter - 2 and s.right > gutter + 2]
    rest = sorted((s for s in segments if s not in spanning), key=lambda s: -s.middle)
    for wide in [*sorted(_lines(spanning), key=lambda s: -s.middle), None]:
        band = [s for s in rest if wide is None or s.middle > wide.middle]
        rest = rest[len(band) :]
        ordered += _lines([s for s in band if s.right <= gutter + 2])
        ordered += _lines([s for s in band if s.right > gutter + 2])
        if wide is not None:
            ordered.append(wide)
    return ordered


def _gutter(segments: list[_Line]) -> float | None:
    """Return the middle of the empty strip between two columns, or None: tables have short cells, columns long lines."""
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    candidates = [left + (right - left) * share / 100 for share in range(35, 66)]
    crossing = [sum(s.left < x - 2 and s.right > x + 2 for s in segments) for x in candidates]
    least = min(crossing)
    free = [x for x, count in zip(candidates, crossing, strict=True) if count == least]
    middle = free[len(free) // 2]
    sides = [[s for s in segments if s.right <= middle + 2], [s for s in segments if s.left >= middle - 2]]
    if least > 0.3 * len(segments) or min(map(len, sides)) < 4:
        return None
    shares = []
    for side in sides:
        reach = max(s.right for s in side) - min(s.left for s in side)
        long = sum(s.right - s.left > 0.75 * reach for s in side)
        if reach < 0.3 * (right - left) or long < 3:
            return None
        shares.append(long / len(side))
    if min(shares) < 0.15 or max(shares) < 0.4:  # one side may be a title page or a list; both are no columns
        return None
    return middle


def _lines(segments: Iterable[_Line]) -> list[_Line]:
    """Return the lines that these segments make, top to bottom."""
    rows: list[list[_Line]] = []
    for segment in sorted(segments, key=lambda s: -s.middle):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - segment.middle) < 0.5 * max(row[0].size, segment.size):
            row.append(segment)
        else:
            rows.append([segment])
    lines = []
    for row in rows:
        row.sort(key=lambda s: s.left)
        text = row[0].text
        for before, segment in pairwise(row):
            gap = segment.left - before.right
            wide = gap > 1.3 * segment.size
            together = gap < 0.3 * segment.size or (_WIDE.match(before.text[-1]) and _WIDE.match(segment.text[0]))
            text += ("\t" if wide else "" if together else " ") + segment.text
        lines.append(
            _Line(
                text,
                row[0].left,
                min(s.bottom for s in row),
                max(s.right for s in row),
                max(s.top for s in row),
                max(row, key=lambda s: len(s.text)).size,
            )
        )
    return lines


# ---- pages and paragraphs -------------------------------------------------------------------------------------------


def _without_edges(pages: list[list[_Line]]) -> tuple[list[list[_Line]], list[_Line], list[_Line]]:
    """Return the pages without page numbers and without what repeats at their edges, and the headers and footers, each once."""
    edges: list[set[int]] = []
    for page in pages:
        order = sorted(range(len(page)), key=lambda i: -page[i].middle)
        edges.append({*order[:_EDGE], *order[-_EDGE:]})
    seen: Counter[tuple[str, int]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        seen.update({key for i in edge for key in _keys(page[i])})
    needed = max(2, 0.3 * len(pages)) if len(pages) < 10 else max(3, 0.2 * len(pages))
    shown: set[str] = set()
    kept: list[list[_Line]] = []
    headers: list[_Line] = []
    footers: list[_Line] = []
    for page, edge in zip(pages, edges, strict=True):
        lines = []
        middle = (max((one.top for one in page), default=0) + min((one.bottom for one in page), default=0)) / 2
        for i, line in enumerate(page):
            if i in edge:
                rest = "\t".join(part for part in line.text.split("\t") if not _NUMBER.match(part.strip()))
                if not rest.strip():
                    continue
                line.text = rest
                text = _anonymous(rest)
                if any(seen[key] >= needed for key in _keys(line)):
                    if text not in shown:
                        shown.add(text)
                        (headers if line.middle > middle else footers).append(line)
                    continue
            lines.append(line)
        kept.append(lines)
    return kept, headers, footers


def _anonymous(text: str) -> str:
    """Return *text* without page numbers and blanks, other numbers alike."""
    parts = [part for part in text.split("\t") if not _NUMBER.match(part.strip())]
    return re.sub(r"\d+", "#", "".join("".join(parts).split()))


def _keys(line: _Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return what makes two edge lines the same: the text but for numbers, and the height within some points."""
    return (_anonymous(line.text), round(line.middle / 12)), (
        _anonymous(line.text),
        round(line.middle / 12 + 0.5) + 10_000,
    )


def _paragraphs(pages: list[list[_Line]]) -> Iterator[tuple[str, str, int]]:
    """Yield place, text and heading level of the paragraphs; notes at the foot of a page follow the paragraph they cut."""
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            weights[round(line.size * 2) / 2] += len(line.text)
    body_size = weights.most_common(1)[0][0] if weights else 10.0
    held: _Paragraph | None = None
    notes: list[_Paragraph] = []
    for page in pages:
        body, foot = _split_notes(page, body_size)
        found = list(_split(body))
        if held and found and _goes_on(held, found[0]):
            held.lines += found[0].lines
            held.right = max(held.right, found[0].right)
            found = found[1:]
        if found:
            if held:
                yield _finished(held, body_size)
            for note in notes:
                yield _finished(note, body_size)
            notes = []
            for one in found[:-1]:
                yield _finished(one, body_size)
            held = found[-1]
        notes += _split(foot)
    for one in [*([held] if held else []), *notes]:
        yield _finished(one, body_size)


def _split_notes(page: list[_Line], size: float) -> tuple[list[_Line], list[_Line]]:
    """Return the body of a page and the small lines at its foot."""
    lowest = sorted(range(len(page)), key=lambda i: page[i].middle)
    foot: set[int] = set()
    for i in lowest:
        if page[i].size > 0.92 * size:
            break
        foot.add(i)
    if len(foot) == len(page):
        return page, []
    return [line for i, line in enumerate(page) if i not in foot], [page[i] for i in sorted(foot)]


def _split(lines: list[_Line]) -> Iterator[_Paragraph]:
    """Yield the paragraphs that follow each other in *lines*."""
    current = _Paragraph()
    for i, line in enumerate(lines):
        column = [one for one in lines if one.left < line.right and one.right > line.left]
        margin = max(one.right for one in column)
        if current.lines and _begins(current, line, lines[i - 1], column, current.right):
            yield current
            current = _Paragraph()
        current.lines.append(line)
        current.right = max(current.right, margin) if len(current.lines) > 1 else margin
    if current.lines:
        yield current


def _begins(current: _Paragraph, line: _Line, last: _Line, column: list[_Line], margin: float) -> bool:
    """Whether *line* begins a paragraph after *last*."""
    size = max(line.size, last.size, 1.0)
    if abs(line.size - last.size) > 0.15 * size or "\t" in line.text or "\t" in last.text:
        return True
    if _ITEM.match(line.text):
        return True
    if line.middle > last.middle:  # the top of the next column
        return not _full(last, margin) or last.text[-1] in _ENDS or line.left > min(o.left for o in column) + 1.2 * size
    steps = [a.middle - b.middle for a, b in pairwise(current.lines) if a.middle > b.middle]  # not to the next column
    step = median(steps) if steps else 2.0 * size
    if last.middle - line.middle > 1.35 * step and last.middle - line.middle > 1.3 * size:
        return True
    inner = [one.left for one in current.lines[1:] if one.left < line.right and one.right > line.left] or [
        min(o.left for o in column)
    ]
    if line.left > median(inner) + 1.2 * size and len(current.lines) > 1:
        return True
    if not _full(last, margin):
        # A ragged line in the middle of a paragraph is short by a few characters at most.
        return last.text.rstrip()[-1] in _ENDS or margin - last.right > 3.5 * size
    return last.text.rstrip()[-1] in "。！？" and line.left > min(o.left for o in column) + 1.2 * size


def _full(line: _Line, margin: float) -> bool:
    return margin - line.right < 2.2 * line.size


def _goes_on(held: _Paragraph, first: _Paragraph) -> bool:
    """Whether a paragraph is continued at the top of the next page."""
    last, line = held.lines[-1], first.lines[0]
    return (
        last.text.rstrip()[-1] not in _ENDS
        and _full(last, held.right)
        and not _ITEM.match(line.text)
        and abs(line.size - last.size) <= 0.1 * last.size
        and "\t" not in line.text + last.text
    )


def _finished(paragraph: _Paragraph, body_size: float) -> tuple[str, str, int]:
    lines = paragraph.lines
    text = lines[0].text
    for line in lines[1:]:
        text = _joined(text, line.text)
    first, last = lines[0].page + 1, lines[-1].page + 1
    where = f"page {first}" if first == last else f"pages {first} and {last}"
    level = heading_level(text) or (2 if lines[0].size > 1.15 * body_size and len(text) < 80 else 0)
    return where, text, level


def _joined(text: str, line: str) -> str:
    """Return *text* with the next line: Chinese without a blank, English words put together again.

    >>> _joined("打击恐怖", "主义"), _joined("counter-", "terrorism"), _joined("recom-", "mendation")
    ('打击恐怖主义', 'counter-terrorism', 'recommendation')
    """
    line = line.lstrip()
    if _WIDE.match(text[-1]) or _WIDE.match(line):
        return text + line
    word = re.search(r"([A-Za-z]+)[-\u2010]$", text)
    if word and line[:1].islower():
        return text + line if word[1].lower() in _HALVES else text[:-1] + line
    return text + line if word or text.endswith("/") else f"{text} {line}"
