"""English as translators type it: plurals, American spelling, unhyphenated words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LITTLE = frozenset("a an and at by for from in of on or the to with".split())
_SPELLINGS = {
    "program": "programme", "programs": "programmes", "center": "centre", "centers": "centres", "labor": "labour",
    "defense": "defence", "offense": "offence", "license": "licence", "behavior": "behaviour", "color": "colour",
    "favor": "favour", "harbor": "harbour", "honor": "honour", "neighbor": "neighbour", "rumor": "rumour",
    "meter": "metre", "meters": "metres", "kilometer": "kilometre", "theater": "theatre", "fiber": "fibre",
    "aging": "ageing", "judgement": "judgment", "fulfill": "fulfil", "enrollment": "enrolment", "check": "cheque",
    "pediatric": "paediatric", "hemorrhagic": "haemorrhagic", "sulfur": "sulphur", "aluminum": "aluminium",
    "traveler": "traveller", "counseling": "counselling", "labeling": "labelling", "organisation": "organization",
}  # fmt: skip
_ISE = re.compile(r"(?<=[a-z]{3})(is|ys)(e[drs]?|es|ing|ations?|ational|able)$")
# Words that end in -ise everywhere
_ALWAYS_ISE = frozenset(
    "exercise enterprise expertise advise supervise revise precise promise otherwise franchise premise".split()
)


def words(text: str) -> list[str]:
    """Return the words of *text*, small.

    >>> words("Counter-Terrorism Committee's work")
    ['counter', 'terrorism', "committee's", 'work']
    """
    return _WORD.findall(text.lower())


def weighty(text: str) -> list[str]:
    """Return the words of *text* that say something, without articles and prepositions (all where nothing else is there)."""
    every = words(text)
    return [word for word in every if word not in _LITTLE] or every


def spelt(word: str) -> str:
    """Return *word* in United Nations spelling.

    >>> spelt("organisations"), spelt("program"), spelt("exercise")
    ('organizations', 'programme', 'exercise')
    """
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    if word.endswith("s") and word[:-1] in _SPELLINGS:
        return _SPELLINGS[word[:-1]] + "s"
    for base in (word, word.removesuffix("s"), word.removesuffix("d")):
        if base in _ALWAYS_ISE:
            return word
    return _ISE.sub(lambda m: m[1].replace("s", "z") + m[2], word)


def singular(word: str) -> str:
    """Return *word* without the plural ending it seems to have.

    >>> singular("policies"), singular("committees"), singular("crisis"), singular("processes")
    ('policy', 'committee', 'crisis', 'process')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def plural(word: str) -> str:
    """Return the regular plural of *word*."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def stem(word: str) -> str:
    """Return the beginning that *word* shares with its plural and its other spelling.

    >>> stem("policies"), stem("policy"), stem("programs")
    ('polic', 'polic', 'program')
    """
    base = singular(spelt(word))
    if len(base) > 4 and base.endswith("y"):
        return base[:-1]
    if base.endswith("mme"):
        return base[:-2]
    return base


def rewritten(text: str) -> list[str]:
    """Return other ways to write *text*: UN spelling, and each of the words in the other number."""
    every = words(text)
    if not every or len(every) > 16:
        return []
    usual = [spelt(word) for word in every]
    one = [singular(word) for word in usual]
    made = [usual, one, [*usual[:-1], plural(one[-1])], [*one[:-1], plural(one[-1])]]
    made += [[*usual[:at], one[at], *usual[at + 1 :]] for at in range(len(usual) - 1)]
    made += [[*usual[:at], plural(one[at]), *usual[at + 1 :]] for at in range(len(usual) - 1)]
    if usual[0] in ("the", "a", "an") and len(usual) > 1:
        made.append(usual[1:])
    return list(dict.fromkeys(" ".join(some) for some in made))
