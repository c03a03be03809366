"""Resolutions, decisions, documents, articles, sessions and meetings: named by number, so translated by rule.

Works on the folded key, in which blanks and widths are gone: ``第1540(2004)号``; symbols are read in the original, whose
capitals count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.resolve.numbers import ordinal, roman, value
from termbase.folding import Folded

_NUMBER = r"(?:[a-z]{1,3}-)?\d+(?:/\d+)?(?:/cp\.\d+|/cma\.\d+|/cmp\.\d+)?(?:\((?:\d{4}|[ivxlcdm]+)\))?(?:号?决?[a-z](?![a-z]))?"
_JOIN = r"(?:、|以?及其?|和|与|或|至)"
_ORGANS = {
    "大会": "General Assembly",
    "联合国大会": "General Assembly",
    "联大": "General Assembly",
    "安全理事会": "Security Council",
    "联合国安全理事会": "Security Council",
    "安理会": "Security Council",
    "联合国安理会": "Security Council",
    "经济及社会理事会": "Economic and Social Council",
    "经社理事会": "Economic and Social Council",
    "人权理事会": "Human Rights Council",
    "人权委员会": "Commission on Human Rights",
    "麻醉药品委员会": "Commission on Narcotic Drugs",
    "预防犯罪和刑事司法委员会": "Commission on Crime Prevention and Criminal Justice",
    "托管理事会": "Trusteeship Council",
    "理事会": "Council",
    "安全理事会主席": "Security Council",
}
_CHINESE_ORGANS = {
    "General Assembly": "大会",
    "Security Council": "安全理事会",
    "Economic and Social Council": "经济及社会理事会",
}
_ORGAN = "|".join(sorted(_ORGANS, key=len, reverse=True))
_ACTS = {
    "决议草案": "draft resolution", "决议": "resolution", "决定": "decision", "建议": "recommendation",
    "一般性建议": "general recommendation", "一般性意见": "general comment", "文件": "document", "公约": "Convention",
    "议定书": "Protocol", "共和国法": "Republic Act", "法令": "Decree", "法律": "Law",
}  # fmt: skip
_ACT = "|".join(sorted(_ACTS, key=len, reverse=True))
_PLAIN = re.compile(rf"(?P<organ>{_ORGAN})?(?P<list>第?(?:{_NUMBER})号?(?:{_JOIN}第?(?:{_NUMBER})号?)*)(?P<act>{_ACT})")
_ACT_WORD = re.compile(_ACT)
_NUMBER_ENDS = frozenset("号)0123456789abcdefghijklmnopqrstuvwxyz")
_LONGEST_LIST = 400  # characters of an organ and a list of numbers
_NUMERAL = "[零〇一二三四五六七八九十百千两\\d]+"
_SESSION = re.compile(
    rf"第(?P<n>{_NUMERAL})(?P<unit>届(?P<kind>常会|年会|特别会议|紧急特别会议|会议|会期)|次(?P<what>全体会议|会议|常会))(?P<more>续会)?"
)
_ARTICLE = re.compile(
    rf"第(?P<n>{_NUMERAL}(?:\.\d+)?)(?P<unit>条|款|段|章|节)(?:第(?P<n2>{_NUMERAL})(?P<unit2>款|项|段))?"
)
_ENACTMENT = re.compile(r"(?<![A-Za-z0-9])(?:RA|PD|SI|EO|LN|PL|CAP|Cap) \d{2,5}(?![\d.,])")
_ITEM = re.compile(r"项目(?P<n>\d+(?:\([a-z]\))?)")
_GOAL = re.compile(
    r"(?P<long>可持续发展)?(?P<kind>具体目标|目标)(?P<n>\d+(?:\.[\da-c]+)?)(?P<more>(?:、\d+(?:\.[\da-c]+)?)*(?:(?:、|和|与|及)\d+(?:\.[\da-c]+)?)?)"
)
_GOAL_NUMBER = re.compile(r"目标\d")  # quicker than _GOAL where there is none
_LONE = re.compile(r"第(?P<n>\d+/\d+)号(?=(?:和|、|以及|及)[^。;]{0,40}决议)")
_RECORDS = re.compile(
    rf"《?(?P<organ>大会|安全理事会|经济及社会理事会|托管理事会)(?:第(?P<n>{_NUMERAL})(?:届会议|年)|,(?P<year>\d{{4}})年)?,?正式记录"
    r"(?:,(?P<year2>\d{4})年)?(?:,补编第(?P<supplement>\d+[a-z]?)号)?》?"
)
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])(?:[A-Z][A-Z0-9]*(?:[.-][A-Z0-9]+)*)(?:/(?:[A-Z0-9][A-Za-z0-9.&-]*|\([A-Za-z0-9]+\)))+(?:\s?\([A-Z]+\))?"
)


class Reference(NamedTuple):
    """Something named by its number. Offsets count in the folded key."""

    begin: int
    end: int
    full: str
    en: str
    english: tuple[str, ...]
    act: str  # 决议, 决定, 文件, 会议 ... : what an anaphor may call it
    why: str


def references(folded: Folded, text: str) -> list[Reference]:
    """Return all references in order, not overlapping."""
    found = [
        *_acts(folded.key),
        *_records(folded.key),
        *_sessions(folded.key),
        *_numbered(folded.key),
        *_symbols(folded, text),
        *_enactments(folded, text),
    ]
    found.sort(key=lambda r: (r.begin, -r.end))
    kept: list[Reference] = []
    for reference in found:
        if not kept or reference.begin >= kept[-1].end:
            kept.append(reference)
        elif reference.end - reference.begin > kept[-1].end - kept[-1].begin:
            kept[-1] = reference
    return kept


def _plain(key: str) -> Iterator[re.Match[str]]:
    """Yield the matches of ``_PLAIN``: tried only where a number stands before 决议, 决定 ..., which is a tenth of the text."""
    at = 0
    for act in _ACT_WORD.finditer(key):
        if act.start() <= at or key[act.start() - 1] not in _NUMBER_ENDS:
            continue
        for match in _PLAIN.finditer(key, max(at, act.start() - _LONGEST_LIST), act.end()):
            at = match.end()
            yield match


def _acts(key: str) -> Iterator[Reference]:
    for match in _plain(key):
        listed, act = match["list"], match["act"]
        if "号" not in listed and not ("/" in listed or "(" in listed):
            continue
        if match.start() and key[match.start()].isdigit() and key[match.start() - 1] in "0123456789.":
            continue  # the end of another number: 58.3号决议
        numbers = [_shown(n) for n in re.findall(_NUMBER, listed)]
        organ, guessed = _organ_of(match["organ"] or "", listed, act)
        noun = _ACTS[act] + ("s" if len(numbers) > 1 else "")
        joined = ", ".join(numbers[:-1]) + " and " + numbers[-1] if len(numbers) > 1 else numbers[0]
        plain = f"{noun} {joined}"
        if act in ("公约", "法令", "法律", "共和国法"):
            plain = f"{noun} No. {joined}"
        zh = match["organ"] or (_CHINESE_ORGANS.get(organ, "") if guessed else "")
        bare = match[0][len(match["organ"] or "") :]
        named = f"{organ} {plain}" if organ else plain
        why = "named by its number"
        if guessed:
            why = f"its number has the form of the {organ}'s {_ACTS[act]}s"
        elif organ:
            why = f"{match['organ']} is {organ}"
        # The English says the organ where the Chinese does; the organ worked out stands in `full` and among the forms.
        forms = (plain, named) if guessed else (named, plain)
        yield Reference(match.start(), match.end(), zh + bare, forms[0], tuple(dict.fromkeys(forms)), act, why)


def _records(key: str) -> Iterator[Reference]:
    """Official Records, and a resolution's number parted from the word by the next one's date."""
    for match in _RECORDS.finditer(key):
        parts = [f"Official Records of the {_ORGANS[match['organ']]}"]
        number = value(match["n"]) if match["n"] else None
        if number:
            session = ordinal(number).capitalize()
            parts.append(f"{session} {'Session' if '届' in match[0] else 'Year'}")
        if match["year"] or match["year2"]:
            parts.append(match["year"] or match["year2"])
        if match["supplement"]:
            parts.append(f"Supplement No. {match['supplement'].upper()}")
        en = ", ".join(parts)
        yield Reference(
            match.start(), match.end(), match[0], en, (en,), "文件", "the Official Records are cited by rule"
        )
    for match in _LONE.finditer(key):
        organ, _ = _organ_of("", match["n"], "决议")
        plain = f"resolution {match['n']}"
        forms = (plain, f"{organ} {plain}") if organ else (plain,)
        yield Reference(match.start(), match.end(), match[0], plain, forms, "决议", "named by its number")


def _organ_of(organ: str, listed: str, act: str) -> tuple[str, bool]:
    """Return the organ's English, and whether it was read off the form of the number."""
    if organ and organ != "理事会":
        return _ORGANS[organ], False
    if act not in ("决议", "决定"):
        return "", False
    if re.search(r"\(\d{4}\)", listed) and act == "决议":
        return "Security Council", True
    if re.search(r"(?<!\d)(?:19|20)\d\d/\d+", listed):
        return "Economic and Social Council", True
    session = re.search(r"(?<![\d/])(\d{2})/\d+(?!/)", listed)
    # From its sixty-second session on only the General Assembly numbers so; before, the Human Rights Council may have.
    if session and int(session[1]) > 62:
        return "General Assembly", True
    if re.search(r"\([ivxlcdm]+\)", listed) and act == "决议" and re.search(r"(?<!\d)\d{3,4}\(", listed):
        return "", False
    return "", False


def _shown(number: str) -> str:
    """Return a number as English texts write it: ``1540(2004)`` -> ``1540 (2004)``, roman numerals and letters in capitals."""
    number = re.sub(r"\(", " (", number)
    return re.sub(r"[a-z]+", lambda m: m[0].upper(), number)


def _sessions(key: str) -> Iterator[Reference]:
    for match in _SESSION.finditer(key):
        number = value(match["n"])
        if number is None or number > 99999:
            continue
        if match["kind"]:
            noun = {
                "会议": "session", "会期": "session", "常会": "regular session", "年会": "annual session",
                "特别会议": "special session", "紧急特别会议": "emergency special session",
            }[match["kind"]]  # fmt: skip
        else:
            noun = {"会议": "meeting", "全体会议": "plenary meeting", "常会": "regular meeting"}[match["what"]]
        prefix = "resumed " if match["more"] else ""
        named = f"{prefix}{ordinal(number)} {noun}"
        forms = [named]
        if noun == "meeting":
            forms += [f"{ordinal(number)} session", f"{ordinal(number)} Conference"]
        yield Reference(match.start(), match.end(), match[0], named, tuple(forms), "会议", "a number in order")


def _numbered(key: str) -> Iterator[Reference]:
    for match in _ARTICLE.finditer(key):
        number = match["n"] if "." in match["n"] else value(match["n"])
        if number is None or (match["unit"] in ("款", "段", "节") and key[match.start() - 1 : match.start()] == "条"):
            continue
        noun = {"条": "article", "款": "paragraph", "段": "paragraph", "章": "chapter", "节": "section"}[match["unit"]]
        forms = [f"{noun} {number}"]
        if isinstance(number, int) and 0 < number < 4000 and not match["n"].isascii():
            forms.append(f"{noun} {roman(number)}")
        if match["unit"] in ("章", "节") and len(forms) > 1:  # chapter II, section III
            forms.reverse()
        if match["n2"]:
            second = value(match["n2"])
            forms = [f"{form}, paragraph {second}" for form in forms]
        if match["unit"] == "条":
            forms += [form.replace("article", "rule") for form in forms]
        yield Reference(
            match.start(), match.end(), match[0], forms[0], tuple(forms), match["unit"], "named by its number"
        )
    for match in _ITEM.finditer(key):
        item = "item " + match["n"].replace("(", " (")
        before = next((words for words in ("临时议程", "议程") if key.endswith(words, 0, match.start())), "")
        named = {"临时议程": f"{item} of the provisional agenda", "议程": f"agenda {item}", "": item}[before]
        begin = match.start() - len(before)
        yield Reference(
            begin, match.end(), key[begin : match.end()], named, (named, item), "项目", "named by its number"
        )
    for match in _GOAL.finditer(key) if _GOAL_NUMBER.search(key) else ():
        if match.start() and key[match.start() - 1] in "各个项子":
            continue
        numbers = re.findall(r"\d+(?:\.[\da-c]+)?", match["n"] + match["more"])
        many = "s" if len(numbers) > 1 else ""
        shown = ", ".join(numbers[:-1]) + " and " + numbers[-1] if many else numbers[0]
        if match["kind"] == "具体目标":
            forms = [f"target{many} {shown}"]
        elif any("." in number or int(number) > 17 for number in numbers):
            continue
        else:
            forms = [f"Sustainable Development Goal{many} {shown}", f"Goal{many} {shown}", f"SDG{many} {shown}"]
            if not match["long"]:
                forms = [forms[1], forms[0], forms[2]]
        yield Reference(match.start(), match.end(), match[0], forms[0], tuple(forms), "目标", "named by its number")


def _enactments(folded: Folded, text: str) -> Iterator[Reference]:
    """Laws cited as in their own country: RA 9208."""
    for match in _ENACTMENT.finditer(text):
        begin = _index(folded.starts, match.start())
        end = _index(folded.starts, match.end() - 1) + 1
        yield Reference(
            begin, end, match[0], match[0], (match[0],), "法", "a number of a law is the same in every language"
        )


def _symbols(folded: Folded, text: str) -> Iterator[Reference]:
    for match in _SYMBOL.finditer(text):
        symbol = match[0].rstrip(".-/")
        if not any(c.isdigit() for c in symbol) or not re.match(r"[A-Z]", symbol) or len(symbol) < 5:
            continue
        begin = _index(folded.starts, match.start())
        end = _index(folded.starts, match.start() + len(symbol) - 1) + 1
        forms = (symbol,)
        after = folded.key[end : end + 3]
        shown = symbol
        if after == "号文件":
            end, shown = end + 3, f"{symbol}号文件"
        yield Reference(begin, end, shown, symbol, forms, "文件", "a document symbol is the same in every language")


def _index(starts: list[int], place: int) -> int:
    """Return the key offset of the character at *place* of the original."""
    from bisect import bisect_left

    return bisect_left(starts, place)
