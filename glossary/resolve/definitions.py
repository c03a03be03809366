"""Short forms that the text itself introduces: 全称（简称）, in either width and either direction.

UN documents bracket many other things (dates, years, places, list labels, glosses). A bracket defines when what stands in
it can stand for what stands before it: known to the termbase as a form of it, an acronym, its characters in order with the
organ word kept, or said to be so (以下简称).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from glossary.segment.heads import HEADS, head_of
from glossary.segment.lexicon import Lexicon, Role
from glossary.segment.matcher import Place

_BRACKET = re.compile(r"\((?P<lead>以下统称为|以下统称|以下简称为|以下简称|以下称为|以下称|下称|简称为|简称|下文简称|下文称|又称|亦称|即)?[:,]?(?P<short>[^()。;]{2,24})\)")
_QUOTES = "\"'《》"
_STOP = frozenset("。;:!?()\"|#\n")
_DATE = re.compile(r"\d+年|\d+月|\d+日|^\d|^第?[\d一二三四五六七八九十]+[.、/号条款段项]?$|^[a-z]\)?$|^[ivx]+$|/\d|page|页")
_LATIN = re.compile(r"[a-z0-9][a-z0-9&/\-. ]*$")
_NOT_SHORT = re.compile(r"^(见|参见|如|例如|包括|占|约|共|按|截至|特别是|也|其中|原|前|不|未|无|除|含|或|及|和|与|主席|副主席|会议|项目|附件|议程|草稿|草案|英文|法文|中文|仅|已|续|单位|百分比|千美元|表|图|待|非|上文|下文|同上)")
_PLACE_WORD = re.compile(r"[、,]")
_LEFT = 60


class Defined(NamedTuple):
    """A definition; offsets count in the folded key. *entry* is the concept's number, or -1."""

    short: str
    full: str
    begin: int  # of the full name
    end: int
    short_begin: int
    short_end: int
    entry: int


def definitions(key: str, places: list[Place], lexicon: Lexicon) -> list[Defined]:
    """Return the definitions of the text in order."""
    found: list[Defined] = []
    begins = [place.begin for place in places]
    for match in _BRACKET.finditer(key):
        raw = match["short"]
        short = raw.strip(_QUOTES)
        marked = bool(match["lead"]) or raw != short
        if len(short) < 2 or not match.start():
            continue
        defined = _define(key, match, short, marked, places, begins, lexicon)
        if defined:
            found.append(defined)
    return found


def _define(
    key: str, match: re.Match[str], short: str, marked: bool, places: list[Place], begins: list[int], lexicon: Lexicon
) -> Defined | None:
    if _DATE.search(short) and not marked:
        return None
    open_at = match.start()
    end = open_at - 1 if key[open_at - 1] in "》\"" else open_at
    short_begin = match.start("short") + match["short"].index(short)
    short_end = short_begin + len(short)
    before = bisect_right(begins, open_at) - 1
    place = places[before] if before >= 0 and end - places[before].end in (0, 1) else None

    def made(begin: int, stop: int, entry: int) -> Defined:
        while begin > 0 and key[begin - 1] == "《" and key[stop : stop + 1] == "》":
            begin, stop = begin - 1, stop + 1
        return Defined(short, key[begin:stop], begin, stop, short_begin, short_end, entry)

    if place is not None:
        name = key[place.begin : place.end]
        # 1. the termbase knows what is bracketed as a form of what stands before it
        known = {sense.entry for sense in lexicon.senses_of(short)}
        for sense in lexicon.senses(place.number):
            if sense.entry in known and name != short:
                return made(place.begin, place.end, sense.entry)
        senses = lexicon.senses(place.number)
        entry = senses[0].entry if senses else -1
        if entry >= 0 and _LATIN.fullmatch(short):
            forms = {form.lower().replace(" ", "") for form in lexicon.entries[entry].english}
            if short in forms:
                return made(place.begin, place.end, entry)
        if marked and entry >= 0 and len(short) < len(name):
            return made(place.begin, place.end, entry)
    if _LATIN.fullmatch(short):
        if place is not None and _acronym_like(match, key) and head_of(key[place.begin : place.end]):
            begin = _name_begin(key, end)
            return made(min(begin, place.begin) if begin is not None else place.begin, place.end, -1)
        return None
    if _NOT_SHORT.match(short) and not marked:
        return None
    # 2. its characters stand in order in the name before it, and its organ word is kept
    begin = _in_order(key, end, short, places, begins, marked)
    if begin is not None:
        name = key[begin:end]
        senses = lexicon.senses_of(name)
        return made(begin, end, senses[0].entry if senses else -1)
    return None


def _acronym_like(match: re.Match[str], key: str) -> bool:
    return match["short"].isascii() and 2 <= len(match["short"]) <= 12 and " " not in match["short"]


def _name_begin(key: str, end: int) -> int | None:
    """Return where a name that ends at *end* may begin: after the clause's last boundary, at an 联合国 or 国际."""
    left = max(0, end - _LEFT)
    for at in range(end - 1, left - 1, -1):
        if key[at] in _STOP or key[at] in ",、":
            return at + 1
    return None


def _in_order(key: str, end: int, short: str, places: list[Place], begins: list[int], marked: bool) -> int | None:
    """Return where the full name of *short* begins, reading back from *end*, or None.

    The characters of the short form stand in the name in order; its last word, if an organ word, ends the name as well.
    """
    head = head_of(short)
    if head and len(head.zh) < len(short) and not (key[:end].endswith(head.zh) or _organ_kept(key, end, head.zh)):
        return None
    if not head and not marked and key[end - 1] != short[-1] and short[-1] not in key[max(0, end - 6) : end]:
        return None
    at = end
    for character in reversed(short):
        found = key.rfind(character, max(0, end - _LEFT), at)
        if found < 0:
            return None
        at = found
    if any(c in _STOP for c in key[at:end]):
        return None
    if end - at <= len(short):
        return None
    # the name may begin before the first character of its short form: 联合国毒品…, 《关于…
    for place in places[max(0, bisect_right(begins, at) - 1) : bisect_right(begins, at)]:
        if place.begin <= at < place.end:
            at = place.begin
    for opening in ("联合国", "国际", "世界"):
        if key[max(0, at - len(opening)) : at] == opening:
            at -= len(opening)
    return at


def _organ_kept(key: str, end: int, organ: str) -> bool:
    """Whether the name's own last word can be shortened to *organ*: 高级专员办事处 -> 专办, 经济委员会 -> 经委会."""
    return organ[-1] == key[end - 1] and organ in HEADS


def nested_name(key: str, defined: Defined, lexicon: Lexicon) -> tuple[int, tuple[int, int]] | None:
    """Return (end, sense) of a longer name that the bracket interrupts: 东南亚国家联盟（东盟）区域论坛."""
    close = key.find(")", defined.short_end)
    if close < 0 or close + 1 >= len(key) or key[close + 1] in _STOP or key[close + 1] in ",、":
        return None
    name = key[defined.begin : defined.end]
    tail = key[close + 1 : close + 31]
    for length in range(len(tail), 1, -1):
        for start in (name, defined.short):
            senses = lexicon.senses_of(start + tail[:length])
            if senses and senses[0].role != Role.GENERIC:
                return close + 1 + length, senses[0]
    return None
