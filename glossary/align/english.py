"""English text as the alignment sees it: tokens with keys that number and spelling do not change, and phrases of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from termbase.search.english import stem

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What may stand between two words of one phrase: blanks, hyphens of all kinds, a slash.
_INSIDE = re.compile(r"(?:\s+|[-\u2010-\u2014/])*")
_HYPHENS = frozenset("-\u2010\u2011")
_LONGEST = 6  # words; a name may be longer
_LONGEST_NAME = 16
_JOINING = frozenset("of and the on for in to against with by at as from or".split())
_IRREGULAR = {
    "crises": "crisis", "analyses": "analysis", "bases": "basis", "theses": "thesis", "hypotheses": "hypothesis",
    "women": "woman", "men": "man", "children": "child", "criteria": "criterion", "phenomena": "phenomenon",
    "indices": "index", "matrices": "matrix", "media": "medium", "data": "datum", "lives": "life", "halves": "half",
}  # fmt: skip
FUNCTION = frozenset(
    """
    a an the of and or to in on for with by at from as is are was were be been being has have had do does did not no nor
    that this these those it its their his her our your they them he she we us you who whom whose which what when where how
    than then but if so such also all any some each every both other others more most much many same only own into onto
    upon within without between among through during under over about after before against per via while there here
    shall should will would may might can could must including include includes included inter alia et al mr ms mrs s
    up out off very well
    """.split()
)


@lru_cache(maxsize=100_000)
def key_of_word(word: str) -> str:
    """Return what *word* shares with its plural, its possessive and its other spelling.

    >>> [key_of_word(word) for word in ("Programmes", "programs", "Fund’s", "UNICEF")]
    ['program', 'program', 'fund', 'unicef']
    """
    bare = re.sub(r"['’]s?$", "", word).lower()
    return stem(_IRREGULAR.get(bare, bare)) if bare else word.lower()


def phrase_key(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*, without an article or the *to* of a verb before them.

    >>> phrase_key("the Member States"), phrase_key("to recall")
    (('member', 'state'), ('recall',))
    """
    keys = tuple(key_of_word(word) for word in _TOKEN.findall(text))
    return keys[1:] if len(keys) > 1 and keys[0] in ("the", "a", "an", "to") else keys


@dataclass(slots=True)
class English:
    """A text in tokens: their places in the text, their keys, and whether each goes on in the phrase of the one before.

    A key becomes None when the token is explained and no longer free.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    keys: list[str | None]
    joined: tuple[bool, ...]

    def surface(self, begin: int, end: int) -> str:
        """Return the words *begin* to *end* (exclusive) as the text has them, on one line, without a last possessive."""
        text = " ".join(self.text[self.spans[begin][0] : self.spans[end - 1][1]].split())
        return text.removesuffix("'s").removesuffix("’s")

    def free(self, begin: int, end: int) -> tuple[str, ...]:
        """Return the keys of the words that are free."""
        return tuple(key for key in self.keys[begin:end] if key is not None)

    def torn(self, begin: int, end: int) -> bool:
        """Whether the words are part of a longer name: a word with a capital before or after one with a capital."""
        return (begin > 0 and self.joined[begin] and self.capital(begin) and self.capital(begin - 1)) or (
            end < len(self.keys) and self.joined[end] and self.capital(end - 1) and self.capital(end)
        )

    def capital(self, at: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[self.spans[at][0]].isupper()

    def opens(self, at: int) -> bool:
        """Whether the word is the first of the text or of a sentence, where a capital letter says nothing."""
        before = self.text[: self.spans[at][0]].rstrip(" \t\"'“‘(")
        return not before or before[-1] in ".!?:;" or not any(map(str.isalpha, before))

    def places(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where these keys stand one after the other, all of them free."""
        wanted, size = list(keys), len(keys)
        at = 0
        while at + size <= len(self.keys):
            if self.keys[at] == wanted[0] and self.keys[at : at + size] == wanted:
                yield at, at + size
                at += size
            else:
                at += 1

    def explain(self, begin: int, end: int) -> None:
        """Take the words out: they belong to something else."""
        for at in range(begin, end):
            self.keys[at] = None

    def phrases(self) -> Iterator[tuple[int, int]]:
        """Yield the phrases of free words: up to six between punctuation, and longer ones that are names."""
        keys, size = self.keys, len(self.keys)
        edge = [key is None or key in FUNCTION for key in keys]
        for begin in range(size):
            if edge[begin] or self._cut(begin):
                continue
            end = begin
            while end < size and end - begin < _LONGEST and keys[end] is not None:
                if end > begin and not self.joined[end]:
                    break
                if not edge[end] and not self._cut(end + 1):
                    yield begin, end + 1
                end += 1
            if not self.capital(begin):
                continue
            # Names hold commas (Educational, Scientific and Cultural) and are longer.
            short = end
            for end in range(begin, min(size, begin + _LONGEST_NAME)):
                key = keys[end]
                if key is None or not (self.capital(end) or key in _JOINING) or self._parted(end, begin):
                    break
                if end >= short and self.capital(end) and not self._cut(end + 1):
                    yield begin, end + 1

    def _cut(self, at: int) -> bool:
        """Whether a hyphen ties the word to the one before: no phrase begins or ends inside high-level."""
        return 0 < at < len(self.spans) and self.text[self.spans[at - 1][1] : self.spans[at][0]] in _HYPHENS

    def _parted(self, at: int, begin: int) -> bool:
        if at == begin or self.joined[at]:
            return False
        return self.text[self.spans[at - 1][1] : self.spans[at][0]].strip() != ","


def english(text: str) -> English:
    """Return *text* in tokens."""
    spans = tuple(match.span() for match in _TOKEN.finditer(text))
    keys: list[str | None] = [key_of_word(text[start:end]) for start, end in spans]
    joined = [False] * len(spans)
    for at in range(1, len(spans)):
        joined[at] = bool(_INSIDE.fullmatch(text, spans[at - 1][1], spans[at][0]))
    return English(text, spans, keys, tuple(joined))


def keys_of(forms: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of all *forms*, each once, longest first."""
    found = dict.fromkeys(key for form in forms if (key := phrase_key(form)))
    return tuple(sorted(found, key=len, reverse=True))
