"""Numbers as the two languages write them: digits and words, 万 and million, per cent, ordinals, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.check.model import CONFIRMED, Bitext, Mismatch, Severity, Unit
from glossary.model import MentionKind
from glossary.resolve.numbers import ordinal, roman, value

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{ordinal(number): number for number in range(1, 100)},
    **{f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES[1:10], 1)},
    "once": 1, "twice": 2, "half": 0.5, "dozen": 12, "both": 2, "hundred": 100, "thousand": 1000, "one-third": 3,
    "two-thirds": 3, "quarter": 4, "quarters": 4, "thirds": 3, }  # fmt: skip
_ROMAN = {roman(number): number for number in range(1, 90)}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_HAN_SCALE = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "万亿": 1e12}
_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_EN_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?:st|nd|rd|th|s)?(?:[ -](?P<scale>hundred|thousand|million|billion|trillion)s?\b)?|(?P<word>[A-Za-z]+(?:-[a-z]+)?)(?:[ -](?P<wscale>hundred|thousand|million|billion|trillion)\b)?"
)
_ZH_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})\s*(?P<scale>万亿|[十百千]?[万亿]|[百千](?![克瓦米卡帕兆]))?(?P<unit>[年月日时页]|[%％])?"
)
_HAN = re.compile(r"[零〇一二三四五六七八九十百千两]+(?P<scale>万亿|[十百千]?[万亿])?")


class Figure(NamedTuple):
    """A number in digits, and where it stands."""

    value: float
    start: int
    end: int
    text: str
    unit: str = ""


def english_values(text: str) -> frozenset[float]:
    """Return every number that an English text says, in digits or words, and the parts of those that are compounds.

    >>> sorted(english_values("the twenty-third session, 1.5 million people, article IV, 12,000 of them in March"))
    [1.0, 1.5, 3.0, 4.0, 5.0, 20.0, 23.0, 12000.0, 1500000.0]
    """
    found: set[float] = set()
    for match in _EN_NUMBER.finditer(text):
        if match["digits"]:
            number = _plain(match["digits"])
            found |= {number, number * _SCALE[match["scale"]]} if match["scale"] else {number}
            found |= {float(part) for part in re.split(r"[ ,.\u00a0\u202f]", match["digits"]) if part and match["digits"].count(".")}
            continue
        word = match["word"].lower()
        for part in (word, *word.split("-")):
            if part in _WORDS:
                number = float(_WORDS[part])
                found |= {number, number * _SCALE[match["wscale"]]} if match["wscale"] else {number}
        if word in _MONTHS:
            found.add(float(_MONTHS.index(word) + 1))
        for part in match["word"].split("-"):
            if part in _ROMAN:
                found.add(float(_ROMAN[part]))
    return frozenset(found)


def english_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers that stand in digits in an English text."""
    for match in _EN_NUMBER.finditer(text):
        if match["digits"]:
            number = _plain(match["digits"]) * (_SCALE[match["scale"]] if match["scale"] else 1)
            yield Figure(number, match.start(), match.end(), match[0])


def chinese_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers that stand in digits in a Chinese text.

    >>> [figure.value for figure in chinese_figures("2023年3月共有1.2万人，占31%")]
    [2023.0, 3.0, 12000.0, 31.0]
    """
    for match in _ZH_NUMBER.finditer(text):
        number = _plain(match["digits"]) * (_HAN_SCALE[match["scale"]] if match["scale"] else 1)
        yield Figure(round(number, 6), match.start(), match.end(), match[0].strip(), match["unit"] or "")


def chinese_values(text: str) -> frozenset[float]:
    """Return every number that a Chinese text says, in digits or characters."""
    found = {figure.value for figure in chinese_figures(text)}
    found |= {_plain(match["digits"]) for match in _ZH_NUMBER.finditer(text)}
    for match in _HAN.finditer(text):
        scale = match["scale"] or ""
        number = value(match[0].removesuffix(scale))
        if number is not None:
            found |= {float(number), number * (_HAN_SCALE[scale] if scale else 1)}
    return frozenset(found)


def _plain(digits: str) -> float:
    return float(re.sub(r"[ ,，\u00a0\u202f]", "", digits))


# ---- T204 -----------------------------------------------------------------------------------------------------------

_PARAGRAPH = re.compile(r"\s*[（(]?\d{1,4}\s*[.．、)）]")
_NOT_HELD = frozenset("月页")  # 12月 is said by name; pages differ between the language versions
_CLOCK = re.compile(r"(?P<h>\d{1,2})[.:](?P<m>\d\d)")
_YEAR = range(1900, 2101)


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T204: numbers in digits that the English does not say."""
    for unit in bitext.units:
        yield from _differing(unit)


def _differing(unit: Unit) -> Iterator[Mismatch]:
    said = english_values(unit.english.text)
    run = re.sub(r"[^0-9]", "", unit.english.text)
    numbered = _PARAGRAPH.match(unit.zh)
    start = numbered.end() if numbered else 0
    referred = [(m.start, m.end) for m in unit.mentions if m.kind is MentionKind.REFERENCE]
    missing = [
        one
        for one in chinese_figures(unit.zh)
        if one.start >= start
        and one.unit not in _NOT_HELD
        and not _said(one, said, run)
        and not any(begin <= one.start < end for begin, end in referred)
    ]
    if not missing:
        return
    known = chinese_values(unit.zh)
    numbered = _PARAGRAPH.match(unit.english.text)
    start = numbered.end() if numbered else 0
    others = [one for one in english_figures(unit.english.text) if one.start >= start and not _known(one, known)]
    for one in missing:
        rival = next((other for other in others if _alike(one, other)), None)
        at = (one.start, one.end)
        if rival:
            others.remove(rival)
            yield unit.mismatch("T204", Severity.ERROR, at, (_written(one),), rival.text, "the numbers differ")
        elif one.unit != "年" and unit.confirmed >= CONFIRMED and not others:
            yield unit.mismatch("T204", Severity.WARNING, at, (_written(one),), "", "the English does not say this number")


def _said(one: Figure, said: frozenset[float], run: str) -> bool:
    """Whether a Chinese number is said: also by the clock (22时, 10 p.m.), or in a run of digits that lost its marks (2359, 2011‒2012)."""
    if one.value in said or (one.unit == "时" and one.value - 12 in said):
        return True
    digits = re.sub(r"[^0-9]", "", one.text)
    return len(digits) > 1 and not one.text.endswith(("万", "亿")) and any(digits in part for part in [run]) and one.value < 100


def _known(one: Figure, known: frozenset[float]) -> bool:
    """Whether the Chinese says an English number, or the two halves of a time or a run of digits."""
    if one.value in known:
        return True
    clock = _CLOCK.fullmatch(one.text)
    return bool(clock) and float(clock["h"]) in {*known, *(n - 12 for n in known)} and float(clock["m"]) in known  # type: ignore[index]


def _alike(one: Figure, other: Figure) -> bool:
    """Whether one number can stand for the other: a year for a year, a day for a day, figures of any size for one another."""
    if one.unit == "年":
        return other.value in _YEAR
    if one.unit == "日":
        return other.value <= 31
    if one.unit == "时":
        return other.value < 24
    return True


def _written(one: Figure) -> str:
    """Return a number as English writes it."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if one.value >= size:
            return f"{one.value / size:,.6g} {word}"
    shown = f"{one.value:g}" if one.unit == "年" or one.value < 1000 else f"{one.value:,.10g}"
    return shown + (" per cent" if one.unit in "%％" and one.unit else "")
