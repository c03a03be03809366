"""Language tags (BCP 47, RFC 5646): the two working languages and how tags compare."""

from __future__ import annotations

ZH = "zh-Hans"
ZH_HANT = "zh-Hant"
EN = "en"

_primary: dict[str, str] = {}  # asked for every term, of a few tags
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def normalize(tag: str) -> str:
    """Return *tag* with hyphens and the usual case: ``zh_cn`` -> ``zh-CN``, ``ZH-HANS`` -> ``zh-Hans``.

    >>> normalize("zh_hans_cn")
    'zh-Hans-CN'
    """
    parts = tag.strip().replace("_", "-").split("-")
    shaped = [parts[0].lower()]
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            shaped.append(part.title())
        elif len(part) == 2 and part.isalpha():
            shaped.append(part.upper())
        else:
            shaped.append(part.lower())
    return "-".join(shaped)


def primary(tag: str) -> str:
    """Return the primary language of *tag*: ``zh`` for ``zh-Hans-CN`` and ``zh_TW``."""
    known = _primary.get(tag)
    if known is None:
        known = _primary[tag] = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return known


def is_chinese(tag: str) -> bool:
    """Return whether *tag* is some Chinese."""
    return primary(tag) == "zh"


def is_english(tag: str) -> bool:
    """Return whether *tag* is some English."""
    return primary(tag) == "en"


def is_traditional(tag: str) -> bool:
    """Return whether *tag* is Chinese in traditional characters (by script, or by region where no script is said)."""
    parts = [part.lower() for part in normalize(tag).split("-")]
    return parts[0] == "zh" and "hans" not in parts and not _TRADITIONAL.isdisjoint(parts[1:])


def canonical(tag: str) -> str:
    """Return the tag a concept of ours keeps for *tag*: ``zh-CN`` -> ``zh-Hans``, ``en-US`` -> ``en``, others normalized.

    Two writings of one language in one file (zh, zh-CN, zh-Hans) become one language of the concept.
    """
    if is_chinese(tag):
        if "latn" in tag.lower():
            return normalize(tag)
        return ZH_HANT if is_traditional(tag) else ZH
    return EN if is_english(tag) else normalize(tag)
