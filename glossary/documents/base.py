"""A document as the rest of the program sees it: one text, its blocks, and where a person finds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from glossary.errors import DocumentError

_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])(?:A|E|S|ST|T|DP|CEDAW|CRC|CAT|CCPR|CERD|CRPD|CMW|HSP|TD|UNEP|FCCC|CBD|NPT|WFP|IDB|LOS|SPLOS|ISBA|CD|"
    r"UNW|ID|GC|GOV|UNCTAD|DC|PC|HRI|KP|IPBES)/[A-Z0-9][A-Za-z0-9./()-]*\d[A-Za-z0-9./()]*"
)
_NUMBERED = re.compile(r"\s*(\d{1,3})\s*[.．、]\s*\S")


class Block(NamedTuple):
    """A stretch of the text that a person sees as one: a paragraph, a heading, a table cell.

    *level* is 0 for running text, 1 and more for headings. *where* names the place, *number* is the paragraph number
    printed in the document (0: none).
    """

    start: int
    end: int
    level: int
    where: str
    number: int


_COVER = 300  # characters
_OWN_LINE = 40


class Document(NamedTuple):
    """A document's text and its blocks in order. *plain* says that offsets count in the file's own text.

    *translations* are, of a bilingual file, what the other side says for each block; else there are none.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    plain: bool = True
    warnings: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()

    @property
    def symbol(self) -> str | None:
        """The United Nations document symbol printed first in the text, or None."""
        found = _SYMBOL.search(self.text[:6000])
        return found[0].rstrip("./-") if found else None

    @property
    def own_symbol(self) -> str | None:
        """The symbol where it stands as on a cover page (near the beginning, or in a line of its own); one cited in a sentence is not."""
        symbol = self.symbol
        if symbol is None or not self.blocks:
            return None
        at = self.text.index(symbol)
        block = self.blocks[self.block_at(at)]
        return symbol if at < _COVER or block.end - block.start < _OWN_LINE else None

    def block_at(self, place: int) -> int:
        """Return the number of the block that holds the character at *place* (the one before it in a gap)."""
        return max(0, bisect_right(self.blocks, place, key=lambda block: block.start) - 1)


def paragraphs(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain text or Markdown: paragraphs, headings by ``#`` or by standing alone and short.

    A paragraph that a page break cut in two (no end punctuation, a blank line, no new number) goes on in the same block.
    """
    blocks: list[Block] = []
    for match in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text):
        chunk = match[0]
        if not chunk.strip():
            continue
        level = heading_level(chunk)
        numbered = _NUMBERED.match(chunk)
        number = int(numbered[1]) if numbered and not level else 0
        where = f"¶ {number}" if number else f"line {text.count(chr(10), 0, match.start()) + 1}"
        blocks.append(Block(match.start(), match.end(), level, where, number))
    return tuple(blocks)


class Gathering:
    """Puts a document together from the pieces a reader finds: each becomes a block, followed by a line feed.

    >>> pieces = Gathering()
    >>> pieces.add("一. 导言", "slide 1", level=1)
    >>> pieces.add("1. 大会通过了决议。", "slide 2")
    >>> pieces.document("talk.pptx").blocks[1]
    Block(start=6, end=17, level=0, where='slide 2', number=1)
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._translations: list[str] = []
        self._at = 0

    def add(self, text: str, where: str, *, level: int | None = 0, translation: str = "") -> None:
        """Add a piece with its place; *level* None: whether it is a heading is judged by its looks. Blank ones are left out.

        *translation* is what the other side of a bilingual file says there.
        """
        text = wanted(text)
        if not text.strip():
            return
        if level is None:
            level = heading_level(text)
        numbered = None if level else _NUMBERED.match(text)
        end = self._at + len(text)
        self._blocks.append(Block(self._at, end, level, where, int(numbered[1]) if numbered else 0))
        self._translations.append(" ".join(translation.split()))
        self._pieces += (text, "\n")
        self._at = end + 1

    @property
    def characters(self) -> int:
        """How long the text is so far."""
        return self._at

    def document(self, path: str, warnings: tuple[str, ...] = ()) -> Document:
        """Return the document; raises DocumentError when nothing was added."""
        if not self._blocks:
            raise DocumentError(f"{path} holds no text")
        translations = tuple(self._translations) if any(self._translations) else ()
        return Document(path, "".join(self._pieces), tuple(self._blocks), False, warnings, translations)


_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def is_chinese_text(text: str) -> bool:
    """Whether a text is Chinese: a Chinese character says as much as three Latin letters.

    >>> is_chinese_text("毒罪办(UNODC)和儿基会"), is_chinese_text("The CTED (执行局) met.")
    (True, False)
    """
    return 3 * len(_HAN.findall(text)) > len(_LATIN.findall(text))


# Soft hyphens and zero-width marks of word processors stand inside words; a null byte is nothing.
_UNWANTED = {0: None, 0xAD: None, 0x200B: None, 0xFEFF: None}


def wanted(text: str) -> str:
    """Return what a reader keeps of *text*: all but marks that are nothing to a person."""
    return text.translate(_UNWANTED)


def heading_level(chunk: str) -> int:
    """Return the level of a heading, judged by its looks: marked by ``#`` or ``**``, or short and standing alone; else 0."""
    line = chunk.strip()
    if line.startswith("#"):
        return len(line) - len(line.lstrip("#"))
    if line.startswith("**") and line.endswith("**") and len(line) < 80:
        return 5
    if (
        "\n" not in line
        and len(line) <= 40
        and not re.search(r"[。；：，,;:!?！？|]$|[。；]", line)
        and not line[0].isdigit()
    ):
        return 6
    return 0
