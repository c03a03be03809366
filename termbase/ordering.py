"""The order of terms in a printed glossary: Chinese by pinyin or by strokes, English by the alphabet.

The counts of strokes stand in ``data/strokes.txt``, a line a count; they follow the table of the package strokes (MIT).
Characters of equal count stand in the order of Unicode, which is that of their radicals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from termbase.pinyin import reading
from termbase.where import DATA

_OTHER = "#"


class Rank(NamedTuple):
    """Where a term stands: the heading it comes under, and what to sort by; the headings come in the same order."""

    key: tuple[object, ...]
    heading: str


def by_pinyin(text: str) -> Rank:
    """Return the rank of a Chinese term by the sound of its characters, one after the other; tones do not count.

    >>> sorted(["支助", "执行局", "大会", "执法"], key=by_pinyin)
    ['大会', '执法', '执行局', '支助']
    >>> by_pinyin("《北京规则》").heading
    'B'
    """
    bare = _bare(text)
    key = tuple((said or character, character) for said, character in zip(reading(bare), bare, strict=True))
    first = key[0][0][:1].upper() if key else ""
    return Rank((not _is_han(bare), key, text), first if "A" <= first <= "Z" and _is_han(bare) else _OTHER)


def by_strokes(text: str) -> Rank:
    """Return the rank of a Chinese term by the strokes of its characters, one after the other.

    >>> sorted(["执行局", "大会", "一般规则"], key=by_strokes)
    ['一般规则', '大会', '执行局']
    >>> by_strokes("大会").heading
    '3画'
    """
    counts, bare = _strokes(), _bare(text)
    key = tuple((counts.get(character, 99), character) for character in bare)
    known = bool(bare) and bare[0] in counts
    return Rank((not known, key, text), f"{counts[bare[0]]}画" if known else _OTHER)


def by_alphabet(text: str) -> Rank:
    """Return the rank of an English term: case, accents and punctuation do not count.

    >>> sorted(["Zaire", "émigré", "“Eastern” bloc"], key=by_alphabet)
    ['“Eastern” bloc', 'émigré', 'Zaire']
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if c.isalnum() or c == " ").strip()
    first = plain[:1].upper()
    return Rank((not first.isalpha(), plain, text), first if first.isalpha() else _OTHER)


ORDERS: dict[str, Callable[[str], Rank]] = {"pinyin": by_pinyin, "strokes": by_strokes}


@cache
def _strokes() -> dict[str, int]:
    counts = {}
    for line in Path(DATA, "strokes.txt").read_text(encoding="utf-8").splitlines():
        count, _, characters = line.partition("\t")
        counts.update(dict.fromkeys(characters, int(count)))
    return counts


def _bare(text: str) -> str:
    """Return *text* without what stands before its first letter: brackets and quotation marks."""
    return text.lstrip("《〈“‘「『（(【[ ")


def _is_han(text: str) -> bool:
    return bool(text) and ("\u3400" <= text[0] <= "\u9fff" or "\U00020000" <= text[0] <= "\U0003ffff")
