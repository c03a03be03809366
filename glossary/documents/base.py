"""A document as the rest of the program sees it: one text, its blocks, and where a person finds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

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


class Document(NamedTuple):
    """A document's text and its blocks in order. *plain* says that offsets count in the file's own text."""

    path: str
    text: str
    blocks: tuple[Block, ...]
    plain: bool = True
    warnings: tuple[str, ...] = ()

    @property
    def symbol(self) -> str | None:
        """The United Nations document symbol printed first in the text, or None."""
        found = _SYMBOL.search(self.text[:6000])
        return found[0].rstrip("./-") if found else None

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
        level = _heading(chunk)
        numbered = _NUMBERED.match(chunk)
        number = int(numbered[1]) if numbered and not level else 0
        where = f"¶ {number}" if number else f"line {text.count(chr(10), 0, match.start()) + 1}"
        blocks.append(Block(match.start(), match.end(), level, where, number))
    return tuple(blocks)


def _heading(chunk: str) -> int:
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
