"""Pinyin of Chinese terms: the only module that knows pypinyin."""

from __future__ import annotations

import os
import re
from functools import cache
from types import ModuleType

_HAN = re.compile(r"[㐀-鿿豈-﫿]")


@cache
def _pypinyin() -> ModuleType:
    # The phrase dictionary costs four times the start-up of the rest; heteronyms are looked up by character.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin

    return pypinyin


# Characters whose commonest reading in names of bodies and places is not the first one in the single-character table.
_READINGS = {
    "会": "hui", "行": "xing", "重": "zhong", "长": "zhang", "调": "tiao", "都": "du", "乐": "le", "朝": "chao", "传": "chuan",
    "大": "da", "和": "he", "处": "chu", "中": "zhong", "藏": "zang", "量": "liang", "单": "dan", "区": "qu", "参": "can",
    "系": "xi", "约": "yue", "校": "xiao", "间": "jian", "难": "nan", "分": "fen", "应": "ying", "率": "lv", "空": "kong",
    "血": "xue", "种": "zhong", "曾": "zeng", "降": "jiang", "解": "jie", "相": "xiang", "便": "bian", "少": "shao", "得": "de",
    "地": "di", "的": "de", "为": "wei", "着": "zhe", "了": "le", "于": "yu", "给": "gei", "还": "huan", "没": "mei", "角": "jiao",
}  # fmt: skip


@cache
def _syllable(character: str) -> str:
    if character in _READINGS:
        return _READINGS[character]
    pypinyin = _pypinyin()
    read = pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, errors="ignore")
    return str(read[0][0]).replace("ü", "v") if read and read[0] else ""


def syllables(text: str) -> tuple[str, ...]:
    """Return the toneless syllables of the Han characters of *text*, others left out.

    >>> syllables("执行局")
    ('zhi', 'xing', 'ju')
    """
    return tuple(filter(None, (_syllable(character) for character in text if _HAN.match(character))))


def pinyin(text: str) -> str:
    """Return the toneless pinyin of *text* without blanks."""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """Return the first letters of the syllables of *text*: ``zxj`` for 执行局."""
    return "".join(syllable[0] for syllable in syllables(text))
