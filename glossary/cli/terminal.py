"""Columns and colours of a terminal. Every lookup shows something, so this imports next to nothing."""

from __future__ import annotations

import os
import sys
from unicodedata import combining, east_asian_width


def colours() -> bool:
    """Whether the table may be coloured: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str) -> str:
    """Return *text* in an ANSI style where colours are welcome."""
    return f"\x1b[{code}m{text}\x1b[0m" if colours() else text


def width(text: str) -> int:
    """Return how many columns of a terminal *text* takes: Chinese characters take two.

    >>> width("执行局"), width("Côte"), width("Co\u0302te")
    (6, 4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """Return *text* filled with blanks to *columns* columns."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return *text* cut to *columns* columns, with an ellipsis where something is left out.

    >>> cut("反恐怖主义委员会执行局", 10)
    '反恐怖主…'
    """
    if width(text) <= columns:
        return text
    kept = ""
    taken = 1
    for character in text:
        taken += width(character)
        if taken > columns:
            break
        kept += character
    return kept + "…"
