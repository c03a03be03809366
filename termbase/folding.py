"""Texts are compared folded and shown as they are; folding therefore knows the way home.

Width, case, accents, dashes and quotes, traditional characters, and everything that a page layout puts inside a term
(blanks, line and page breaks, zero-width characters, Markdown's ``*`` and ``\\``) make no difference to a key.
"""

from __future__ import annotations

import os

from termbase.where import DATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# What never counts besides blanks of all kinds: combining accents, zero-width and direction marks, soft hyphen, BOM,
# Markdown emphasis and escapes.
_DROPPED = "*\\\u00ad\u061c\u115f\u180e\ufeff" + "".join(
    [
        chr(code)
        for first, last in (
            (0x300, 0x36F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F)
        )
        for code in range(first, last + 1)
    ]
)  # fmt: skip
# Characters that fold to more than one: the parenthesized and circled numbers, ligatures and a few units met in UN texts.
_EXPAND = {
    **{chr(0x3220 + n): f"({c})" for n, c in enumerate("一二三四五六七八九十")},
    **{chr(0x2474 + n): f"({n + 1})" for n in range(20)},
    **{chr(0x2469 + n): str(10 + n) for n in range(11)},
    **{chr(0x249C + n): f"({chr(97 + n)})" for n in range(26)},
    "…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
    "ß": "ss", "№": "no", "℃": "°c", "㎡": "m2", "㎞": "km", "㎏": "kg",
}  # fmt: skip
_EXPANDING = frozenset(_EXPAND)


class Folded:
    """A folded text: ``key[i]`` came from the character ``original[starts[i]]`` (code points)."""

    # Not a dataclass: every lookup passes here, and dataclasses take longer to import than a lookup takes.
    __slots__ = ("key", "starts")

    def __init__(self, key: str, starts: list[int]) -> None:
        self.key = key
        self.starts = starts

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the place in the original of ``key[begin:end]`` (not empty), end exclusive."""
        return self.starts[begin], self.starts[end - 1] + 1


# What is made once, when it is first needed; functools.cache would do, but takes as long to import as a short query.
_made: dict[str, tuple[str, str]] = {}
_tables: list[dict[int, int]] = []
_patterns: list[re.Pattern[str]] = []


def _pairs() -> tuple[str, str]:
    """The one-to-one folds, as a string of sources and one of targets.

    Traditional to simplified follows OpenCC's TSCharacters (Apache-2.0).
    """
    if "pairs" in _made:
        return _made["pairs"]
    with open(os.path.join(DATA, "folding.txt"), encoding="utf-8", newline="\n") as stream:  # noqa: PTH118, PTH123
        source, target = stream.read().split("\n")[:2]
    _made["pairs"] = source, target
    return source, target


class _Table(dict[int, int]):
    """Writes down also what stays as it is, which spares ``str.translate`` an error a character."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


def _table() -> dict[int, int]:
    if not _tables:
        source, target = _pairs()
        table = _Table({ord(a): ord(b) for a, b in zip(source, target, strict=True)})
        table.update(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))  # half a surrogate pair is no character to compare
        _tables.append(table)
    return _tables[0]


def _expanding() -> re.Pattern[str]:
    """The expression for a character that folds to several; quicker in a long text than asking the set."""
    _drop()
    if len(_patterns) == 1:
        import re

        _patterns.append(re.compile(f"[{re.escape(''.join(sorted(_EXPANDING)))}]"))
    return _patterns[1]


def _drop() -> re.Pattern[str]:
    """The expression for a stretch of what never counts."""
    if not _patterns:
        import re

        _patterns.append(re.compile(f"[\\s{re.escape(_DROPPED)}]+"))
    return _patterns[0]


_LONG = 2000
_MANY = 120  # characters to replace one by one
_FEW = 64  # characters: more, and the table is worth making


def _flat(text: str) -> str:
    """Return *text* with each character folded to one."""
    if text.isascii():
        return text.lower().replace("`", "'")
    if len(text) > _LONG:
        return _flat_by_characters(text)
    if _tables or len(text) > _FEW or any("\ud800" <= character <= "\udfff" for character in text):
        return text.translate(_table())
    # A query of a few characters: looking them up in the string is quicker than making the table.
    source, target = _pairs()
    places = [source.find(character) for character in text]
    return "".join([target[at] if at >= 0 else character for at, character in zip(places, text, strict=True)])


def _flat_by_characters(text: str) -> str:
    """Return what the table makes of *text*, quicker where it is long: few of its different characters fold to others."""
    different = "".join(set(text))
    folded = different.translate(_table())
    changed = [(a, b) for a, b in zip(different, folded, strict=True) if a != b]
    if len(changed) > _MANY:
        return text.translate(_table())
    for a, b in changed:  # what a character folds to folds to itself, so the order is nothing
        text = text.replace(a, b)
    return text


def key_of(text: str) -> str:
    """Return the key alone; equal to ``fold(text).key`` and quicker.

    >>> key_of("第 1540（2004）号决议")
    '第1540(2004)号决议'
    """
    flat = _flat(text)
    if _patterns or len(flat) > _FEW:
        folded = _drop().sub("", flat)
    else:
        folded = "".join([c for c in flat if c not in _DROPPED and not c.isspace()])
    if not folded.isascii() and not _EXPANDING.isdisjoint(folded):
        folded = "".join(_EXPAND.get(c, c) for c in folded)
    return folded


def flatten(text: str) -> str:
    """Return *text* with the one-to-one folds only: every character keeps its place."""
    return text.translate(_table())


def fold(text: str) -> Folded:
    """Return *text* folded, with the way home.

    >>> folded = fold("该处和执行局的任務不同")
    >>> at = folded.key.index("任务")
    >>> folded.span(at, at + 2)
    (7, 9)
    """
    flat = _flat(text)
    if not flat.isascii() and _expanding().search(flat):
        return _fold_slowly(flat)
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for gap in _drop().finditer(flat):
        begin, end = gap.span()
        if begin > at:
            pieces.append(flat[at:begin])
            starts.extend(range(at, begin))
        at = end
    pieces.append(flat[at:])
    starts.extend(range(at, len(flat)))
    return Folded("".join(pieces), starts)


def _fold_slowly(flat: str) -> Folded:
    key: list[str] = []
    starts: list[int] = []
    for place, character in enumerate(flat):
        if character in _DROPPED or character.isspace():
            continue
        expanded = _EXPAND.get(character, character)
        key.append(expanded)
        starts.extend([place] * len(expanded))
    return Folded("".join(key), starts)
