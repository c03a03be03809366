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
from glossary.segment.lexicon import Lexicon, Role, Sense
from glossary.segment.matcher import Place

_BRACKET = re.compile(
    r"\((?P<lead>以下统称为|以下统称|以下简称为|以下简称|以下称为|以下称|下称|简称为|简称|下文简称|下文称|又称|亦称|即)?[:,]?(?P<short>[^()。;]{2,24})\)"
)
_QUOTES = "\"'"
_STOP = frozenset('。;:!?()"|#\n')
_NUMERAL = re.compile(r"[ivxlcdm]+$|[pdg]s?-?\d+$|[a-z]-?\d{1,2}$|no\.?\d*$|add\.\d+|corr\.\d+|rev\.\d+")
_PART = re.compile(r"part|add\.?\d|corr\.?\d|rev\.?\d|vol\.?|no\.?\d")
_BREAKS = frozenset("的在对由向从于至将被把了是有使让就按据")  # no name of ours is guessed across these
_DATE = re.compile(
    r"\d+年|\d+月|\d+日|^\d|^第?[\d一二三四五六七八九十]+[.、/号条款段项]?$|^[a-z]\)?$|^[ivx]+$|/\d|page|页"
)
_LATIN = re.compile(r"[a-z0-9][a-z0-9&/\-. ]*$")
_NOT_SHORT = re.compile(
    r"^(见|参见|如|例如|包括|占|约|共|按|截至|特别是|也|其中|原|前|不|未|无|除|含|或|及|和|与|主席|副主席|会议|项目|附件|议程|草稿|草案|英文|法文|中文|仅|已|续|单位|百分比|千美元|表|图|待|非|上文|下文|同上)"
)
_EDGES = _BREAKS | frozenset("和与及同跟或并以其等各该本此,、")
_ACRONYM = re.compile(r"[a-z]{3,10}$")
_LONGEST_ACRONYM = 10
# Organ words that end the name of a body, so that an acronym before the bracket can be its.
_BODIES = frozenset(
    """
委员会 小组委员会 执行委员会 理事会 执行局 管理局 局 处 司 厅 署 科 办公室 办事处 秘书处
中心 研究所 学院 大学 银行 基金 基金会 信托基金 协会 联合会 联盟 共同体 集团 组织 机构 机制 特派团 工作队 工作组 专家组 小组 网络 论坛 方案 倡议 平台
""".split()
)
_REACH = 6  # a name the termbase does not have may begin this much before the first character of its short form
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
    reversed_ = _reversed(key, match, short, lexicon)
    if reversed_:
        return reversed_
    end = open_at - 1 if key[open_at - 1] in '》"' else open_at
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
        known = {sense.entry for sense in lexicon.senses_of(short.strip("《》"))}
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
        if (
            " " in short
            or len(short) > 12
            or _NUMERAL.match(short)
            or "/" in short
            or not any(c.isalpha() for c in short)
        ):
            return None
        if sum(c.isdigit() for c in short) > 2 or key[end - 1].isascii() or _PART.match(short):
            return None  # RA 9208, A/73/12 (Part I): a number, not a short form
        if place is not None:
            senses = lexicon.senses(place.number)
            return made(place.begin, place.end, senses[0].entry if senses and senses[0].role != Role.GENERIC else -1)
        begin = _name_begin(key, end, places, begins)
        return made(begin, end, -1) if begin is not None and end - begin >= 3 else None
    if any(lexicon.entries[s.entry].kind == "place" for s in lexicon.senses_of(short)):
        return None
    if _NOT_SHORT.match(short) and not marked:
        return None
    # 2. its characters stand in order in the name before it, and its organ word is kept
    begin = _in_order(key, end, short, places, begins, marked, lexicon)
    if begin is not None:
        name = key[begin:end]
        senses = lexicon.senses_of(name)
        return made(begin, end, senses[0].entry if senses else -1)
    return None


def _reversed(key: str, match: re.Match[str], name: str, lexicon: Lexicon) -> Defined | None:
    """Return the definition where an acronym stands first and its name in the bracket: MECOOR（资助恐怖主义行为协调局）."""
    end = match.start()
    acronym = _ACRONYM.search(key, max(0, end - _LONGEST_ACRONYM - 1), end)
    head = head_of(name)
    if acronym is None or head is None or head.zh not in _BODIES or len(name) < len(head.zh) + 2:
        return None
    if acronym.start() and key[acronym.start() - 1].isascii() and key[acronym.start() - 1].isalnum():
        return None
    begin = match.start("short") + match["short"].index(name)
    senses = lexicon.senses_of(name)
    entry = senses[0].entry if senses and senses[0].role != Role.GENERIC else -1
    return Defined(acronym[0], name, begin, begin + len(name), acronym.start(), end, entry)


def _name_begin(key: str, end: int, places: list[Place], begins: list[int]) -> int | None:
    """Return where an unknown name that ends at *end* may begin: after the last boundary or word that no name holds."""
    at = end
    while (
        at > max(0, end - 20) and key[at - 1] not in _STOP and key[at - 1] not in ",、-" and key[at - 1] not in _BREAKS
    ):
        at -= 1
    inside = bisect_right(begins, at) - 1
    if inside >= 0 and places[inside].begin < at < places[inside].end:
        at = places[inside].end
    return at if at < end else None


def _in_order(
    key: str, end: int, short: str, places: list[Place], begins: list[int], marked: bool, lexicon: Lexicon
) -> int | None:
    """Return where the full name of *short* begins, reading back from *end*, or None.

    The characters of the short form stand in the name in order; its last word, if an organ word, ends the name as well.
    """
    head = head_of(short.strip("《》"))
    if head and len(head.zh) < len(short) and not (key[:end].endswith(head.zh) or _organ_kept(key, end, head.zh)):
        return None
    bare = short.strip("《》")
    if not marked and bare[-1] not in key[max(0, end - 3) : end]:
        return None
    tail = next((size for size in range(len(bare) - 1, 1, -1) if key[:end].endswith(bare[-size:])), 0)
    if head and tail > len(head.zh) and bare[: len(bare) - tail].strip("第0123456789一二三四五六七八九十") == "":
        place = places[bisect_right(begins, end - tail) - 1] if bisect_right(begins, end - tail) else None
        if place and place.end >= end:
            return place.begin  # 近地天体行动小组（第14行动小组）
    at = end
    for character in reversed(bare):
        found = key.rfind(character, max(0, end - _LEFT), at)
        if found < 0:
            return None
        at = found
    if any(c in _STOP for c in key[at:end]):
        return None
    around = bisect_right(begins, at) - 1
    if around >= 0 and places[around].end == at and marked:
        at = places[around].begin  # 联合国环境规划署|执行主任（“执行主任”）
    # the name may begin before the first character of its short form: 联合国毒品…, 《关于…
    for place in places[max(0, bisect_right(begins, at) - 1) : bisect_right(begins, at)]:
        if place.begin <= at < place.end:
            at = place.begin
    if not lexicon.senses_of(key[at:end]):
        for opening in ("联合国", "国际", "世界"):
            if key[max(0, at - len(opening)) : at] == opening:
                at -= len(opening)
        reach = at
        while reach > 0 and key[reach - 1] not in _STOP and key[reach - 1] not in _EDGES and at - reach <= _REACH:
            reach -= 1
        if at - reach <= _REACH:
            at = reach
    return at if end - at > len(bare) else None


def _organ_kept(key: str, end: int, organ: str) -> bool:
    """Whether the name's own last word can be shortened to *organ*: 高级专员办事处 -> 专办, 经济委员会 -> 经委会."""
    return organ[-1] == key[end - 1] and organ in HEADS


def nested_name(key: str, defined: Defined, lexicon: Lexicon) -> tuple[int, Sense] | None:
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
