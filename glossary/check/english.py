"""English names in an English text: without regard to plurals, articles, hyphens, accents and American spelling."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from termbase.search.english import stem

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?|\d+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}
_ARTICLES = frozenset({"the", "a", "an", "to"})
LITTLE = frozenset(
    "a an and at by for from in of on or the to with against concerning regarding relating its their as".split()
)


class Word(NamedTuple):
    """A word of a text, what it is compared by, and where it stands."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


class Form(NamedTuple):
    """An English name, ready to be looked for."""

    text: str
    stems: tuple[str, ...]
    exact: bool  # an acronym: its capitals count (WHO is not who)


class English:
    """An English text as its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(words_of(text))
        self.stems = frozenset(word.stem for word in self.words)
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self._places[word.stem].append(number)

    def places(self, form: Form) -> Iterator[tuple[int, int]]:
        """Yield (first word, end) of every place where *form* stands."""
        length = len(form.stems)
        for at in self._places.get(form.stems[0], ()):
            found = self.words[at : at + length]
            if len(found) == length and all(word.stem == one for word, one in zip(found, form.stems, strict=True)):
                if form.exact and not _same_letters(found[0].text, form.text):
                    continue
                yield at, at + length

    def says(self, form: Form) -> bool:
        """Return whether *form* stands somewhere."""
        return next(self.places(form), None) is not None

    def at(self, first: int, end: int) -> str:
        """Return the text from the word *first* to before the word *end*, with the bracket that closes it."""
        found = self.text[self.words[first].start : self.words[end - 1].end]
        open_bracket = found.count("(") > found.count(")") and self.text.startswith(")", self.words[end - 1].end)
        return found + ")" * open_bracket


def _same_letters(word: str, acronym: str) -> bool:
    """Whether a word is an acronym, or its plural or genitive: NGOs, UNISFA's."""
    return re.sub(r"['’]?s$", "", word) == re.sub(r"['’]?s$", "", acronym)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """Return what *word* is compared by.

    >>> stem_of("Organisations"), stem_of("Committee’s"), stem_of("Women"), stem_of("CÔTE")
    ('organization', 'committee', 'woman', 'cote')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(c))
    plain = plain.lower().removesuffix("'s").replace("'", "")
    return _IRREGULAR.get(plain) or stem(plain)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of *text*; U.N. is one."""
    text = _DOTTED.sub(lambda m: m[0].replace(".", "") + "\0" * m[0].count("."), text)
    for match in _WORD.finditer(text):
        yield Word(match[0], stem_of(match[0]), match.start(), match.end())


@lru_cache(maxsize=100_000)
def forms_of(name: str) -> tuple[Form, ...]:
    """Return *name* ready to be looked for, also without what stands in brackets.

    >>> [form.stems for form in forms_of("the Movement (of States)")]
    [('movement', 'of', 'state'), ('movement',)]
    """
    made: dict[tuple[str, ...], Form] = {}
    for text in dict.fromkeys((name, _IN_BRACKETS.sub("", name))):
        words = list(words_of(text))
        while len(words) > 1 and words[0].text.lower() in _ARTICLES:
            words.pop(0)
        if words:
            exact = len(words) == 1 and sum(c.isupper() for c in words[0].text) > 1
            shown = words[0].text if exact else text
            made.setdefault(tuple(word.stem for word in words), Form(shown, tuple(word.stem for word in words), exact))
    return tuple(made.values())


def weighty(name: str) -> frozenset[str]:
    """Return the stems of the words of *name* that say something."""
    return frozenset(word.stem for word in words_of(name) if word.text.lower() not in LITTLE)


class Named(NamedTuple):
    """A known name in an English text: words *first* to before *end*, and the concepts it can mean."""

    first: int
    end: int
    concepts: frozenset[str]


class Names:
    """The English names of a termbase: what an English text names."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take pairs of a concept's id and its English forms."""
        concepts: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._forms: dict[tuple[str, ...], Form] = {}
        self._longest: dict[str, int] = defaultdict(int)
        for concept, texts in named:
            for text in texts:
                for form in forms_of(text):
                    concepts[form.stems].add(concept)
                    self._forms.setdefault(form.stems, form)
                    self._longest[form.stems[0]] = max(self._longest[form.stems[0]], len(form.stems))
        self._concepts = {stems: frozenset(ids) for stems, ids in concepts.items()}

    def inside(self, english: English) -> list[Named]:
        """Return the names in *english*, the longest first of those that overlap, in order. A name begins with a capital."""
        found = []
        at = 0
        words = english.words
        while at < len(words):
            longest = self._longest.get(words[at].stem, 0) if words[at].is_capital else 0
            for length in range(min(longest, len(words) - at), 0, -1):
                stems = tuple(word.stem for word in words[at : at + length])
                form = self._forms.get(stems)
                if form is None or (form.exact and not _same_letters(words[at].text, form.text)):
                    continue
                found.append(Named(at, at + length, self._concepts[stems]))
                at += length - 1
                break
            at += 1
        return found
