"""The keys a term is found under: one rule for the index, for what a user types, and for documents."""

from __future__ import annotations

from termbase.folding import key_of
from termbase.languages import is_chinese

TYPE_CHECKING = False  # a lookup must not wait for `typing` and the model
if TYPE_CHECKING:
    from collections.abc import Sequence

    from termbase.model import Term

# Nothing a translator types or leaves out by habit may decide an exact lookup: hyphens, dots, quotes, title marks.
_LOOSE = dict.fromkeys(map(ord, "-.,;:'\"·、《》()[]/"))
# 和, 与, 及 and 以及 join the parts of a name; documents use one for another.
_JOINING = "以及|和|与|及(?![时其])"
_ASCII = frozenset(map(chr, range(128)))
_ASCII_RUN = r"[\x00-\x7f]{3,}"
_JOINERS = ("和", "与", "及", "以及")
_MOST_JOINTS = 2
_LEAST_FOR_JOINTS = 6


class _Kept(dict[int, str]):
    """What is left of each character in a search key, found out when it is first met: folding looks at no neighbours.

    Writing down also what stays as it is spares `str.translate` an error a character.
    """

    def __missing__(self, code: int) -> str:
        kept = self[code] = key_of(chr(code)).translate(_LOOSE)
        return kept


_kept = _Kept()


def search_key(text: str) -> str:
    """Return the key under which a lookup finds *text*: folded, without punctuation.

    >>> search_key("U.N.O.D.C.") == search_key("unodc")
    True
    """
    return text.translate(_kept) or key_of(text)


def scan_keys(term: Term) -> tuple[str, ...]:
    """Return the folded strings that a document may hold for *term*, its own writing first.

    Names are keyed without the book-title marks around them, and long names with each of the joining words that
    documents exchange (预防和打击 / 预防及打击).
    """
    key = key_of(term.text)
    if key.startswith("《") and key.endswith("》") and key.count("《") == 1:
        key = key[1:-1]
    if not is_chinese(term.lang) or len(key) < _LEAST_FOR_JOINTS:
        return (key,)
    import re
    from itertools import product

    pieces = re.split(_JOINING, key)
    if not 1 < len(pieces) <= _MOST_JOINTS + 1 or not all(pieces):
        return (key,)
    keys = {key: None}
    for joiners in product(_JOINERS, repeat=len(pieces) - 1):
        made = pieces[0] + "".join(j + piece for j, piece in zip(joiners, pieces[1:], strict=True))
        keys.setdefault(made)
    return tuple(keys)


def grams(key: str) -> set[str]:
    """Return the pieces of a search key by which it is found: Han characters and pairs of them, Latin letters by threes.

    >>> sorted(grams("执行局"))
    ['局', '执', '执行', '行', '行局']
    >>> sorted(grams("unodc"))
    ['nod', 'odc', 'uno']
    """
    if key.isascii():
        return {key[at : at + 3] for at in range(len(key) - 2)} or {key}
    found = set(key)
    found.update([key[at : at + 2] for at in range(len(key) - 1)])
    if not _ASCII.isdisjoint(key):
        found = {gram for gram in found if not gram.isascii()}
        import re

        for run in re.findall(_ASCII_RUN, key):
            found.update(run[at : at + 3] for at in range(len(run) - 2))
    return found


def sound_grams(said: Sequence[str]) -> set[str]:
    """Return the pieces of what is said by which it is found: pairs of syllables, the outer ones marked.

    >>> sorted(sound_grams(("zhi", "xing")))
    ["'zhi", "xing'", "zhi'xing"]
    """
    return set(map("'".join, zip(("", *said), (*said, ""), strict=True)))
