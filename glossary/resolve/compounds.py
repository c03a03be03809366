"""Names made of a body or place and what belongs to it: 委员会|主席, 乌克兰|常驻联合国代表团, 儿基会|执行局."""

from __future__ import annotations

import re

# Bodies that are presided over by a President; the others have a Chair (United Nations Editorial Manual).
_PRESIDED = ("Assembly", "Council", "Conference", "Executive Board", "Court", "Tribunal")
_CHAIRED = ("Committee", "Commission", "Working Group", "Board of Auditors", "Forum")
CHAIRS = {"主席": ("President", "Chair"), "副主席": ("Vice-President", "Vice-Chair")}
# Words that take "to" or "for" after the owner rather than before it.
_RANKED = re.compile(r" [IVX]+$")  # Working Group II has no article
_TO = " to the United Nations"


def chair_of(post: str, body: str) -> str | None:
    """Return the English of 主席 or 副主席 of the body called *body* in English, or None for other posts."""
    if post not in CHAIRS:
        return None
    president, chair = CHAIRS[post]
    short = body.split(" of ")[0].split(" on ")[0]
    if any(word in short for word in _CHAIRED):
        return chair
    return president if any(word in short for word in _PRESIDED) else chair


def belonging(part: str, owner: str, place: bool) -> str:
    """Return the English for *part* of *owner*: ``Chair of the Committee``, ``Permanent Mission of Ukraine to …``."""
    the = (
        ""
        if place
        and not owner.endswith(("Republic", "Kingdom", "States", "Federation", "Islands", "Netherlands", "Emirates"))
        else "the "
    )
    if owner.startswith(("State of ", "Republic of ", "Kingdom of ")):
        the = "the "
    if owner.lower().startswith("the ") or _RANKED.search(owner):
        the = ""
    if part.endswith(_TO):
        return f"{part.removesuffix(_TO)} of {the}{owner}{_TO}"
    linked = "for" if part.lower() == "observer" else "of"
    return f"{part} {linked} {the}{owner}"


# The words by which the formal names of States are known, in either language.
_FORMAL = {
    "共和国": "Republic",
    "王国": "Kingdom",
    "联邦": "Federa",
    "大公国": "Grand Duchy",
    "公国": "Principality",
    "国": "State",
}


def formal_name(zh: str, english: tuple[str, ...]) -> str | None:
    """Return the formal English name among *english* for a country that the text gives its formal name, or None."""
    for ending, word in _FORMAL.items():
        if zh.endswith(ending):
            return next((name for name in english if word in name), None)
    return None
