"""T203: resolutions, decisions, documents, articles and sessions, which are the same number in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.figures import SYMBOL, cited_in, english_values
from glossary.check.model import CONFIRMED, Bitext, Mismatch, Severity, Unit
from glossary.model import Mention, MentionKind

_WITH_SLASH = re.compile(r"[0-9A-Z]+(?:[/.][0-9A-Z]+)+")
_YEAR = re.compile(r"(\d+) ?\(((?:19|20)\d\d)\)")
_SAME = {"rule": "article"}  # 条 is either; which, the treaty or the rules decide


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T203: an error where another number stands there, else a warning where the unit is translated closely."""
    for unit in bitext.units:
        references = [m for m in unit.mentions if m.kind is MentionKind.REFERENCE and m.en]
        if references:
            yield from _of(unit, references)


def _of(unit: Unit, references: list[Mention]) -> Iterator[Mismatch]:
    text = unit.english.text
    values = english_values(text)
    squeezed = _squeezed(text)
    missing = [m for m in references if not _said(m, values, squeezed)]
    if not missing:
        return
    known = frozenset().union(*(english_values(name) for m in references for name in m.english))
    years = {pair for m in references for name in m.english for pair in _YEAR.findall(name)}
    here = _squeezed(unit.zh)
    others = [
        (match["noun"].lower().rstrip("s"), match[0]) for match in cited_in(text) if not _known(match, known, years)
    ]
    others += [
        ("document", match[0])
        for match in SYMBOL.finditer(text)
        if _squeezed(match[0]) not in here and any(c.isdigit() for c in match[0])
    ]
    for mention in missing:
        wanted = _noun(mention)
        rival = next((one for one in others if _SAME.get(one[0], one[0]) == wanted), None)
        if rival:
            others.remove(rival)
            yield unit.mismatch("T203", Severity.ERROR, mention, mention.english[:2], rival[1], "the numbers differ")
        elif unit.confirmed >= CONFIRMED and wanted in ("document", "resolution", "decision"):
            yield unit.mismatch(
                "T203", Severity.WARNING, mention, mention.english[:2], "", f"the English does not cite this {wanted}"
            )  # fmt: skip


def _known(match: re.Match[str], known: frozenset[float], years: set[tuple[str, str]]) -> bool:
    """Whether a reference of the English has the numbers, and the year, of one of the Chinese."""
    numbers = match["numbers"]
    stated = set(_YEAR.findall(numbers))
    if any(number in {one for one, _ in years} and (number, year) not in years for number, year in stated):
        return False
    return english_values(_YEAR.sub(r"\1", numbers)) <= known


def _said(mention: Mention, values: frozenset[float], squeezed: str) -> bool:
    if _is_symbol(mention):
        return _squeezed(mention.en or "") in squeezed
    return any(_numbers_said(name, values, squeezed) for name in mention.english)


def _numbers_said(name: str, values: frozenset[float], squeezed: str) -> bool:
    """Whether the numbers of a reference are said; the year of 1540 (2004) may be left out."""
    for number, year in _YEAR.findall(name):
        stated = re.search(rf"(?<!\d){number}\((\d{{4}})\)", squeezed)
        if stated and stated[1] != year:
            return False
    name = _YEAR.sub(r"\1", name)
    whole = _WITH_SLASH.findall(name)
    if not all(re.search(rf"(?<![\d/]){re.escape(one.lower())}(?![\d/])", squeezed) for one in whole):
        return False
    return english_values(_WITH_SLASH.sub("", name)) <= values


def _is_symbol(mention: Mention) -> bool:
    return "/" in (mention.en or "") and not re.search(r"\b[a-z]{4,}", mention.en or "")


def _noun(mention: Mention) -> str:
    if _is_symbol(mention):
        return "document"
    words = (mention.en or "").lower()
    for noun in ("general comment", "general recommendation", "resolution", "decision", "article", "rule", "paragraph", "chapter",
                 "section", "item", "target", "goal", "session", "meeting", "document", "law"):  # fmt: skip
        if re.search(rf"\b{noun}s?\b", words):
            return noun
    return words.split()[0]


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()
