"""HTML: what a browser shows, paragraph by paragraph; scripts, styles and ruby are left out, nothing is fetched."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from lxml import etree

from glossary.documents.base import Document, Gathering, paragraphs
from glossary.documents.markup import local
from glossary.documents.text import decode
from glossary.errors import DocumentError

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    "script style template noscript head rt rp svg math object iframe select textarea audio video canvas".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul caption".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A line feed between two Chinese characters is no blank (CSS Text 3, 4.1.2); one inside a name would hide it from a reader.
_HAN_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")


class _Place(NamedTuple):
    where: str
    level: int
    kept: bool  # white space counts: <pre>


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; places are headings, paragraphs, list items and table cells, counted.

    Raises DocumentError when it cannot be decoded or holds no text.
    """
    text, warnings = _decoded(data, name)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{name} is not HTML: {error}") from error
    if root is None:
        raise DocumentError(f"{name} holds no text")
    pieces = Gathering()
    title = root.find(".//head/title")
    if title is not None and title.text:
        pieces.add(" ".join(title.text.split()), "title", level=1)
    _Walk(pieces).run(root)
    return pieces.document(name, warnings)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text: by its byte-order mark, as UTF-8, by what it declares, or by what it looks like."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            label = codecs.lookup(declared[1].decode()).name
            # Pages that say gb2312 mean what browsers read under that name: GBK and more (WHATWG Encoding).
            return data.decode("gb18030" if label in ("gb2312", "gbk") else label), ()
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(data, name)
    return decoded.text, (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ()


class _Walk:
    def __init__(self, pieces: Gathering) -> None:
        self._pieces = pieces
        self._counts: dict[str, int] = {}
        self._line: list[str] = []
        self._place = _Place("", 0, False)
        self._named = False

    def run(self, root: etree._Element) -> None:
        """Go through the whole page; without recursion, for pages that nest thousands of elements."""
        stack: list[tuple[str, etree._Element | str | _Place]] = [("open", root)]
        while stack:
            what, item = stack.pop()
            if what == "text":
                self._line.append(str(item))
            elif what == "close" and isinstance(item, _Place):
                self._end()
                self._place = item
            elif what == "open" and isinstance(item, etree._Element):
                tag = local(item).lower()
                if not tag or tag in _DROPPED or item.get("hidden") is not None:
                    continue
                if tag == "br":
                    self._line.append("\v")
                    continue
                if tag in _BLOCKS:
                    self._end()
                    stack.append(("close", self._place))
                    self._place = self._placed(item, tag)
                for child in reversed(item):
                    if child.tail:
                        stack.append(("text", child.tail))
                    stack.append(("open", child))
                if item.text:
                    stack.append(("text", item.text))
        self._end()

    def _placed(self, node: etree._Element, tag: str) -> _Place:
        kept = self._place.kept or tag == "pre"
        if tag in ("td", "th"):
            row = node.getparent()
            cell = [c for c in row if local(c) in ("td", "th")].index(node) + 1 if row is not None else 1
            place = f"table {self._counts.get('table', 0)}, row {self._counts.get('row', 0)}, cell {cell}"
            return _Place(place, 0, kept)
        if tag == "table":
            self._counted("table")
            self._counts["row"] = 0
        elif tag == "tr":
            self._counted("row")
        elif tag in _HEADINGS:
            return _Place(self._counted("heading"), int(tag[1]), kept)
        elif tag == "li":
            return _Place(self._counted("list item"), 0, kept)
        elif tag in ("p", "pre", "blockquote", "dd", "dt", "caption", "figcaption") and not self._in_cell():
            return _Place("", 0, kept)
        return self._place._replace(kept=kept)

    def _in_cell(self) -> bool:
        return self._place.where.startswith(("table", "list item"))

    def _counted(self, what: str) -> str:
        self._counts[what] = self._counts.get(what, 0) + 1
        return f"{what} {self._counts[what]}"

    def _end(self) -> None:
        """Make what was gathered a block."""
        if not self._line:
            return
        raw = "".join(self._line)
        self._line = []
        if not raw.strip():
            return
        if self._place.kept:
            # Plain text in a page: its paragraphs are its own.
            text = raw.replace("\v", "\n")
            for block in paragraphs(text):
                where = self._place.where or self._counted("paragraph")
                self._pieces.add(text[block.start : block.end], where, level=self._place.level or block.level)
        else:
            lines = _HAN_BREAK.sub("", raw).split("\v")
            text = "\n".join(" ".join(line.split()) for line in lines).strip("\n")
            self._pieces.add(text, self._place.where or self._counted("paragraph"), level=self._place.level)
