"""Numbers as the two languages write them: digits and words, 万 and million, per cent, ordinals, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from glossary.check.model import CONFIRMED, Bitext, Mismatch, Severity, Unit
from glossary.model import MentionKind
from glossary.resolve.numbers import ordinal, roman, value

_MONTHS = "january february march april may june july august september october november december".split()
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
    "once": 1, "twice": 2, "half": 0.5, "dozen": 12, "both": 2, "hundred": 100, "thousand": 1000, "thousands": 1000,
    "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "one-third": 3,
    "two-thirds": 3, "quarter": 4, "quarters": 4, "thirds": 3, }  # fmt: skip
_ROMAN = {roman(number): number for number in range(1, 90)}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_HAN_SCALE = {
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "万亿": 1e12,
}
_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALED = "hundred|thousand|million|billion|trillion"
_EN_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?:st|nd|rd|th|s)?\)?(?:[ -](?P<scale>{_SCALED})s?\b)?"
    rf"|(?P<word>[A-Za-z]+(?:-[a-z]+)?)(?:[ -](?P<wscale>{_SCALED})\b)?"
)
_HUNDREDS = re.compile(
    rf"\b(?P<n>{'|'.join(_ONES[1:])}) hundred(?:(?: and)? (?P<rest>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<h>\d{1,2})[.:](?P<m>\d\d)")
_ZH_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})\s*[多余]?(?P<scale>万亿|[十百千]?[万亿]|[百千](?![克瓦米卡帕兆]))?(?P<unit>[年月日时页项款目%％])?"
)
_LONGEST = 24  # characters of a quantity; longer ones are codes
_HAN = re.compile(r"[零〇一二三四五六七八九十百千两]{1,20}(?P<scale>万亿|[十百千]?[万亿])?")


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
    [1.5, 3.0, 4.0, 20.0, 23.0, 12000.0, 1500000.0]
    """
    found = {100.0 * _WORDS[m["n"].lower()] + _WORDS[(m["rest"] or "zero").lower()] for m in _HUNDREDS.finditer(text)}
    for match in _EN_NUMBER.finditer(text):
        if match["digits"]:
            number = _plain(match["digits"])
            found |= {number, number * _SCALE[match["scale"]]} if match["scale"] else {number}
            if clock := _CLOCK.fullmatch(match["digits"]):
                found |= {float(clock["h"]), float(clock["m"])}
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
        if len(match["digits"]) > _LONGEST:
            continue
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


# ---- what is cited by number -----------------------------------------------------------------------------------------

_NUMBER = r"(?:No\. ?)?[0-9IVXLC]+(?:/[0-9A-Z]+)*(?: ?\([0-9]{4}\)| ?[A-Z]\b)?"
_NOUNS = re.compile(
    rf"\b(?P<noun>resolution|decision|article|paragraph|chapter|section|rule|item|goal|target|general comment|"
    rf"general recommendation|law)s?\s+(?P<numbers>{_NUMBER}(?:(?:, | and | or | to |-|–){_NUMBER})*)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?P<numbers>(?:[a-z]+ty-)?(?:fir|seco|thi|four|fif|six|seven|eigh|nin|ten|eleven|twelf|[a-z]+teen|[a-z]+tie)(?:st|nd|rd|th)"
    r"|\d+(?:st|nd|rd|th))(?: \w+){0,2} (?P<noun>session|meeting|conference|assembly|congress)",
    re.IGNORECASE,
)


def cited_in(text: str) -> Iterator[re.Match[str]]:
    """Yield what an English text cites by number; the groups are *noun* (resolution, session) and *numbers*."""
    yield from _NOUNS.finditer(text)
    yield from _ORDINAL.finditer(text)


SYMBOL = re.compile(r"[A-Z][A-Z0-9.]*(?:/[A-Z0-9][A-Za-z0-9.()-]*)+")


# ---- T204 -----------------------------------------------------------------------------------------------------------

_PARAGRAPH = re.compile(r"\s*[（(]?\d{1,4}\s*[.．、)）]|\s*\d{1,3} (?=[\u4e00-\u9fff])")
_NOT_HELD = frozenset("月页")  # 12月 is said by name; the pages of the language versions differ
_LETTERED = frozenset("项款目")  # 第9项 is (i)
_SMALL = 10  # smaller numbers are footnote marks, list labels, or said in other ways


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T204: numbers in digits that the English does not say, with what it says in their place."""
    for unit in bitext.units:
        yield from _differing(unit)


def _differing(unit: Unit) -> Iterator[Mismatch]:
    text = unit.english.text
    figures = list(english_figures(text))
    own = list(chinese_figures(unit.zh))
    joined = {_digits(one) + _digits(two) for one, two in pairwise(own)}  # 2011-2012 that lost its dash
    said = english_values(text)
    numbered = _PARAGRAPH.match(unit.zh)
    start = numbered.end() if numbered else 0
    referred = {at for m in unit.mentions if m.kind is MentionKind.REFERENCE for at in range(m.start, m.end)}
    missing = [
        one
        for one in own
        if one.start >= start
        and one.unit not in _NOT_HELD
        and not (one.unit in _LETTERED and unit.zh.endswith("第", 0, one.start))
        and not (one.text[0] == "0" and one.text[1:2].isdigit())  # the rest of a number that was cut
        and not (one.value in said or (one.unit == "时" and _by_the_clock(one, said, figures)))
        and one.start not in referred
    ]
    if not missing or any(_digits(one) in joined for one in figures):
        return
    known = chinese_values(unit.zh)
    numbered = _PARAGRAPH.match(text)
    start = numbered.end() if numbered else 0
    cited = {at for match in (*cited_in(text), *SYMBOL.finditer(text)) for at in range(*match.span())}
    others = [one for one in figures if one.start >= start and not _known(one, known) and one.start not in cited]
    for one in missing:
        rival = min(
            (other for other in others if _alike(one, other)),
            key=lambda other: abs(other.value - one.value),
            default=None,
        )
        if rival:
            others.remove(rival)
            yield unit.mismatch(
                "T204", Severity.ERROR, (one.start, one.end), (_written(one),), rival.text, "the numbers differ"
            )  # fmt: skip
        elif one.unit != "年" and one.value >= _SMALL and unit.confirmed >= CONFIRMED and not others:
            yield unit.mismatch(
                "T204", Severity.WARNING, (one.start, one.end), (_written(one),), "", "the English does not say this number"
            )  # fmt: skip


def _digits(one: Figure) -> str:
    return re.sub(r"[^0-9]", "", one.text)


def _by_the_clock(one: Figure, said: frozenset[float], figures: list[Figure]) -> bool:
    """Whether an hour is said as 10 p.m. or 2200."""
    return one.value - 12 in said or any(
        len(f.text) == 4 and f.text.isdigit() and int(f.text) // 100 == one.value for f in figures
    )


def _known(one: Figure, known: frozenset[float]) -> bool:
    """Whether the Chinese says an English number, or the hour and the minutes of a time."""
    if one.value in known:
        return True
    clock = _CLOCK.fullmatch(one.text)
    return (
        clock is not None and bool({float(clock["h"]), float(clock["h"]) + 12} & known) and float(clock["m"]) in known
    )


def _alike(one: Figure, other: Figure) -> bool:
    """Whether one number can stand for the other: a year for a year, a day for a day, figures of any size for one another."""
    if one.unit == "年":
        return len(other.text) == 4 and other.text.isdigit()
    if one.unit == "日":
        return other.value < 100
    if one.unit == "时":
        return other.value < 24
    return True


def _written(one: Figure) -> str:
    """Return a number as English writes it."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if one.value >= size:
            return f"{one.value / size:,.6g} {word}"
    shown = f"{one.value:g}" if one.unit == "年" or one.value < 1000 else f"{one.value:,.10g}"
    return shown + (" per cent" if one.text.endswith(("%", "％")) else "")
