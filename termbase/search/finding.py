"""One query, one ranked list: every way of matching on the index, the quick and sure ones first.

Nothing here opens a concept's record, so that a lookup is answered before a heavier program has been imported.
"""

from __future__ import annotations

from itertools import pairwise

from termbase.folding import key_of
from termbase.keys import grams, search_key, sound_grams
from termbase.store.reading import Index, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TYPED_AS_PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ’\u0300\u0301\u0304\u0308\u030c")
_SUBSEQUENCE_LEAST = 2
_MOST_KEYS = 600
_INITIALS_MOST = 16  # letters: nobody types more of them, and looking for them in order takes a while
_LIKELY = 150  # keys that a fuzzy search compares
_LONGEST = 200  # characters of a query that are looked at
_FUZZY_LEAST = 0.6
_NEAR_LEAST = 0.34
_POOR = 0.85
_SURE = 0.78  # so like a key that a longer search would bring nothing better
_LIFT = 0.3  # by which mistakes that are often made can raise a likeness
_FURTHER = 12_000  # numbers that a longer search looks at
_GENERIC = 0.85  # 执行局 says little of the concept it was found under, unless it is what was typed
_FORMER = 0.94


class Found:
    """A concept (its number in the termbase) found for a query: what matched, how, how well, and why."""

    __slots__ = ("concept", "how", "key", "lang", "matched", "order", "score", "why")

    def __init__(
        self, concept: int, matched: str, how: str, score: float, why: str, key: str = "", lang: str = ""
    ) -> None:
        self.concept = concept
        self.matched = matched
        self.how = how
        self.score = score
        self.why = why
        self.key = key
        self.lang = lang
        self.order: tuple[object, ...] = ()


class _Near:
    """A key that met the query, and how."""

    __slots__ = ("how", "score", "why")

    def __init__(self, how: str, score: float, why: str = "") -> None:
        self.how = how
        self.score = score
        self.why = why


def find(index: Index, query: str, *, limit: int = 10, lang: str = "", how: str = "", subject: str = "") -> list[Found]:
    """Return the concepts for *query*, best first, each once.

    *lang* (``zh`` or ``en``) keeps the search to terms of that language, *how* insists on one way of matching, *subject*
    on one subject field.
    """
    asked = _Question(index, query, limit, lang, subject, how)
    if not asked.key and how != "regex" and not asked.pattern:
        return []
    if how:
        _WAYS[how](asked)
    else:
        _every_way(asked)
    return asked.answer(only=how)


def near(index: Index, query: str, limit: int = 5, lang: str = "") -> list[Found]:
    """Return the concepts whose terms are least unlike *query*, for when nothing was found."""
    asked = _Question(index, query, limit, lang, "")
    if asked.key:
        _fuzzy(asked, _NEAR_LEAST)
    return asked.answer()


class _Question:
    """What was asked, and the keys that answer it so far."""

    def __init__(self, index: Index, query: str, limit: int, lang: str, subject: str, how: str = "") -> None:
        self.index = index
        self.how = how
        # What is half a character (bytes of another encoding on the command line) can be no part of a term.
        self.query = " ".join(query.encode("utf-8", "replace").decode("utf-8").split())
        self.limit = limit
        self.lang = lang[:2].lower()
        self.subject = subject
        text = self.query[:_LONGEST]
        self.pattern = self.query if "*" in text or "?" in text[:-1].replace("？", "?") else ""
        self.key = search_key(text)
        self.is_latin = all(c.isascii() or c in _TYPED_AS_PINYIN for c in text.lower())
        self.most = max(_MOST_KEYS, 20 * limit) * (8 if subject else 1)  # keys looked at for one way of matching
        self.near: dict[str, _Near] = {}
        self.accepts: Callable[[Row], bool] | None = None

    def add(self, key: str, how: str, score: float, why: str = "") -> None:
        """Note that *key* meets the query; of two ways the better one stays."""
        known = self.near.get(key)
        if known is None or score > known.score:
            self.near[key] = _Near(how, score, why)

    def add_beginning(self, key: str) -> None:
        """Note that *key* begins with the query."""
        self.add(key, "prefix", 0.62 + 0.3 * len(self.key) / len(key), "begins with what you typed")

    @property
    def best(self) -> float:
        """The best score so far."""
        return max((near.score for near in self.near.values()), default=0.0)

    def answer(self, only: str = "") -> list[Found]:
        """Return the concepts behind the keys, best first."""
        keys = self.near
        if len(keys) > 4 * self.most:
            kept = sorted(keys, key=lambda key: -keys[key].score)[: 4 * self.most]
            keys = {key: keys[key] for key in kept}
        best: dict[int, Found] = {}
        for row in self._rows(keys):
            found = self._found(row, keys[row[7]])
            if only in ("exact", "folded") and found.how != only and only == "exact":
                continue
            held = best.get(found.concept)
            if held is None or found.order < held.order:
                best[found.concept] = found
        ranked = sorted(best.values(), key=lambda found: found.order)[: self.limit]
        for found in ranked:
            found.why = found.why or self._why(found)
        return ranked

    def _rows(self, keys: dict[str, _Near]) -> Iterable[Row]:
        # The likeliest keys first, and no more than are needed: 委员会 alone has hundreds of concepts.
        order = sorted(keys, key=lambda key: -keys[key].score)
        step = max(40, 4 * self.limit)
        seen: set[int] = set()
        for at in range(0, len(order), step):
            for row in self.index.terms_of(order[at : at + step]):
                if self._wanted(row):
                    seen.add(row[0])
                    yield row
            rest = order[at + step : at + step + 1]
            # A key further down can still overtake what a generic or former term was marked down to.
            if len(seen) >= self.limit and rest and self.accepts is None and at:
                break

    def _wanted(self, row: Row) -> bool:
        if self.lang and row[2][:2] != self.lang:
            return False
        if self.subject and row[9] != self.subject:
            return False
        return self.accepts is None or self.accepts(row)

    def _found(self, row: Row, near: _Near) -> Found:
        concept, text, lang, form, status, reliability, seen, key, place, _ = row
        how, score = near.how, near.score
        if how == "folded" and text == self.query:
            how, score = "exact", 1.0
        generic = form == "generic"
        current = status in ("preferred", "admitted")
        if how not in ("exact", "folded") and generic:
            score *= _GENERIC
        if not current:
            score *= _FORMER
        score = round(score, 3)
        found = Found(concept, text, how, score, near.why if current else "", key, lang)
        exactly = how in ("exact", "folded")
        found.order = (
            -(1.0 if exactly and current else score), not current, generic, -score, -reliability, -seen, concept, place,
        )  # fmt: skip
        return found

    def _why(self, found: Found) -> str:
        """Return what the term that matched is to its concept."""
        rows = [row for row in self.index.terms_of([found.key]) if row[0] == found.concept and row[1] == found.matched]
        form, status = (rows[0][3], rows[0][4]) if rows else ("", "")
        name = self.index.name_of(found.concept, found.lang)
        if status in ("deprecated", "superseded"):
            return f"no longer used; now {name}"
        if found.matched == name:
            return "the preferred term"
        return {
            "short": f"short form of {name}",
            "generic": f"short form of {name}, where the text is about it",
            "acronym": f"acronym of {name}",
            "abbreviation": f"abbreviation of {name}",
        }.get(form, f"another term for {name}")


def _every_way(asked: _Question) -> None:
    if asked.pattern:
        _wildcard(asked)
        if asked.near:
            return
    if len(asked.query) > 2 and asked.query[0] == asked.query[-1] == "/":
        _regex(asked)
        return
    _folded(asked)
    if asked.is_latin and asked.best < 0.9:
        _pinyin(asked)
        _initials(asked)
    enough = asked.best >= 0.9
    _prefix(asked)
    _words(asked)
    _substring(asked)
    if not enough:
        _abbreviation(asked)
        _initials_in_order(asked)
        if asked.best < 0.9:
            _fuzzy(asked)


# -- the ways


def _exact(asked: _Question) -> None:
    asked.add(asked.key, "folded", 0.99)


def _folded(asked: _Question) -> None:
    _exact(asked)
    if asked.key.isascii() and not asked.index.terms_of([asked.key]):
        from termbase.search.english import rewritten

        for text in rewritten(asked.query):
            asked.add(search_key(text), "folded", 0.97)
    asked.near = {row[7]: asked.near[row[7]] for row in asked.index.terms_of(asked.near) if asked._wanted(row)}


def _prefix(asked: _Question) -> None:
    for key in asked.index.keys_with_prefix(asked.key, asked.most):
        asked.add_beginning(key)
    if asked.is_latin and asked.best < 0.9:
        from termbase.pinyin import typed

        said = typed(asked.query)
        if len(said) >= 4:
            for key, sounds in asked.index.keys_sounding_from(said, asked.most):
                if len(sounds) > len(said):
                    asked.add(key, "pinyin", 0.6 + 0.3 * len(said) / len(sounds), f"its pinyin begins with {said}")


def _substring(asked: _Question) -> None:
    key = asked.key
    if len(key) < (3 if key.isascii() else 1):
        return
    for found, _ in asked.index.texts(asked.index.with_all(grams(key), asked.most)):
        if found.startswith(key) and not asked.how:
            asked.add_beginning(found)
        elif key in found:
            asked.add(found, "substring", 0.5 + 0.35 * len(key) / len(found), "contains what you typed")


def _words(asked: _Question) -> None:
    text = asked.query[:_LONGEST]
    if asked.key.isascii():
        if text.isalnum():
            return  # one word
        from termbase.search.english import stem, weighty, words

        stems = [stem(word) for word in weighty(text)]
        if len(stems) < 2:
            return
        wanted = [search_key(part) for part in stems]
        pieces: set[str] = set().union(*(grams(part) for part in wanted if len(part) > 2))
        if not pieces:
            return
        order = {}
        for key, _ in asked.index.texts(asked.index.with_all(pieces, asked.most)):
            if all(part in key for part in wanted):
                order[key] = sum(map(len, wanted)) / len(key)

        for row in asked.index.terms_of(order):
            held = words(row[1])
            stemmed = [stem(word) for word in held]
            joined = " ".join(held)
            if all(part in stemmed or f" {part}" in f" {joined}" for part in stems):
                whole = sorted(stems) == sorted(stem(word) for word in weighty(row[1]))
                score = 0.95 if whole else 0.6 + 0.32 * min(1.0, order[row[7]])
                asked.add(row[7], "words", score, "has all your words")
        return
    parts = [search_key(part) for part in text.replace("、", " ").replace("，", " ").split()]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return
    pieces = set().union(*(grams(part) for part in parts))
    for key, _ in asked.index.texts(asked.index.with_all(pieces, asked.most)):
        if all(part in key for part in parts):
            asked.add(key, "words", 0.58 + 0.35 * min(1.0, sum(map(len, parts)) / len(key)), "has all your words")


def _abbreviation(asked: _Question) -> None:
    key = asked.key
    if key.isascii() or len(key) < _SUBSEQUENCE_LEAST:
        return
    singles = {character for character in key if not character.isascii()}
    for found, _ in asked.index.texts(asked.index.with_all(singles, asked.most if len(key) > 2 else asked.most // 3)):
        score = _in_order(key, found)
        if score:
            asked.add(found, "abbreviation", score, "has your characters in this order")


_NATION = ("联合国", "国际")


def _in_order(short: str, name: str) -> float:
    """Return how well *short* abbreviates *name*, 0 where its characters do not stand in it in order.

    What counts: how much of the name is said, that it begins and ends as the name does, and that the characters said
    together stand together (反恐|执行局).
    """
    places = []
    at = -1
    for character in short:
        at = name.find(character, at + 1)
        if at < 0:
            return 0.0
        places.append(at)
    # The last characters belong to the organ word at the end: of two readings the later one.
    tail = name.rfind(short[-1])
    if tail > places[-1]:
        places[-1] = tail
        if len(short) > 2 and short[-2:] == name[tail - 1 : tail + 1]:
            places[-2] = max(places[-2], tail - 1)
    body = next((len(word) for word in _NATION if name.startswith(word) and not short.startswith(word[0])), 0)
    said = len(short) / (len(name) - body)
    joined = sum(b - a == 1 for a, b in pairwise(places)) / max(1, len(short) - 1)
    begins = places[0] == body
    ends = len(name) - places[-1] <= 3
    return min(0.89, 0.42 + 0.25 * said + 0.08 * joined + 0.1 * begins + 0.1 * ends)


def _pinyin(asked: _Question) -> None:
    from termbase.pinyin import typed

    said = typed(asked.query)
    if len(said) < 2:
        return
    for key in asked.index.keys_sounding(said):
        # ge, li, an: what may be an English word or the beginning of one is not surely pinyin
        asked.add(key, "pinyin", 0.95 if len(said) > 5 else 0.8, f"its pinyin is {said}")


def _initials(asked: _Question) -> None:
    letters = asked.key
    if not letters.isascii() or not 2 <= len(letters) <= 40 or " " in asked.query:
        return
    for key, initials in asked.index.keys_with_initials(letters, 300):
        if initials == letters:
            asked.add(key, "initials", 0.9 if len(letters) > 3 else 0.75, f"its pinyin initials are {letters}")
        elif len(letters) > 3:
            score = 0.55 + 0.25 * len(letters) / len(initials)
            asked.add(key, "initials", score, f"its pinyin initials begin with {letters}")


def _initials_in_order(asked: _Question) -> None:
    """dpfzbgs: the initials of 毒品和犯罪问题办公室 with 和 and 问题 left out, and 联合国 before it or not."""
    letters = asked.key
    if not letters.isalnum() or not letters.isascii() or not 4 <= len(letters) <= _INITIALS_MOST or " " in asked.query:
        return
    for start in ("", "lhg", "gj"):
        for key, initials in asked.index.keys_with_initials_among(letters, start, 300):
            score = 0.45 + 0.35 * len(letters) / (len(initials) - len(start))
            asked.add(key, "initials", score, f"its pinyin initials, {initials}, have {letters} in this order")


def _fuzzy(asked: _Question, least: float = _FUZZY_LEAST) -> None:
    if not asked.is_latin:
        _fuzzy_letters(asked, least)
        _alike(asked)
        return
    from termbase.pinyin import split, typed

    pieces = split(typed(asked.query))
    if sum(len(piece) == 1 for piece in pieces) <= len(pieces) // 4:
        _fuzzy_pinyin(asked, max(least, 0.7))
        if asked.best < _POOR:
            _fuzzy_letters(asked, least)
    else:
        _fuzzy_letters(asked, least)
        if asked.best < _POOR:
            _fuzzy_pinyin(asked, max(least, 0.7))


def _fuzzy_letters(asked: _Question, least: float) -> None:
    key = asked.key
    index = asked.index
    pieces = grams(key)
    reach = 1 + len(key) // 4
    lengths = (len(key) - reach, len(key) + reach)
    # Two or three mistakes leave most of the rare pieces whole; only where that brings nothing is it worth to look further.
    best = _compare(asked, index.with_most(pieces, _LIKELY, lengths), least)
    if best < _SURE:
        numbers = dict.fromkeys(index.with_most(pieces, _LIKELY, lengths, _FURTHER))
        numbers.update(dict.fromkeys(index.with_most(pieces, _LIKELY // 2, None, _FURTHER)))
        _compare(asked, numbers, least)


def _compare(asked: _Question, numbers: Iterable[int], least: float) -> float:
    """Add the keys of these numbers that are like the query; return how like the likest is."""
    from termbase.search.ranking import likeness

    key = asked.key
    best = 0.0
    keys = [text for text, _ in asked.index.texts(numbers)]
    for found, value in zip(keys, likeness(key, keys), strict=True):
        if value < least - _LIFT or found == key:
            continue
        score, why = _weighed(key, found, value)
        best = max(best, score)
        if score >= least:
            asked.add(found, "fuzzy", round(0.94 * score, 4), why)
    return best


def _weighed(key: str, found: str, value: float) -> tuple[float, str]:
    """Return the likeness of *found*, raised where the characters that differ are such as are mistaken, and say so."""
    why = "nearly what you typed"
    if len(key) == len(found) and not key.isascii():
        differ = [(a, b) for a, b in zip(key, found, strict=True) if a != b]
        if 0 < len(differ) <= 1 + len(key) // 3 and all(_mistaken(a, b) for a, b in differ):
            pairs = ", ".join(f"{a} for {b}" for a, b in differ)
            return 1 - 0.4 * len(differ) / len(key), f"with {pairs}, which look or sound alike"
        if len(differ) == 2 and differ[0] == differ[1][::-1]:
            return max(value, 1 - 0.8 / len(key)), "with two characters swapped"
    return value, why


def _mistaken(one: str, other: str) -> bool:
    from termbase.pinyin import reading
    from termbase.search.lookalike import LOOK_ALIKE

    return one in LOOK_ALIKE.get(other, "") or (reading(one) == reading(other) != [""])


def _alike(asked: _Question) -> None:
    """Add the keys that sound the same, and for short queries those with one look-alike in the place of another."""
    from termbase.pinyin import sounds
    from termbase.search.lookalike import LOOK_ALIKE

    key = asked.key
    if len(key) < 2:
        return
    said = sounds(key)
    same = asked.index.keys_sounding("".join(said)) if said else []
    looking = (
        [key[:at] + c + key[at + 1 :] for at, old in enumerate(key) for c in LOOK_ALIKE.get(old, "")]
        if len(key) <= 5
        else []
    )
    for found in (*same, *looking):
        if found == key:
            continue
        if len(found) == len(key):
            score, why = _weighed(key, found, 0.7)
            if all(a == b or _mistaken(a, b) for a, b in zip(key, found, strict=True)):
                score = max(score, 0.7)
        else:
            score, why = 0.7, "sounds the same"
        asked.add(found, "fuzzy", round(0.94 * score, 4), why)


def _fuzzy_pinyin(asked: _Question, least: float) -> None:
    from termbase.pinyin import split, typed
    from termbase.search.ranking import likeness

    said = typed(asked.query)
    if len(said) < 5:
        return
    numbers = asked.index.with_most(sound_grams(split(said)), _LIKELY)
    rows = [(key, sounds) for key, sounds in asked.index.texts(numbers) if sounds]
    for (key, sounds), value in zip(rows, likeness(said, [sounds for _, sounds in rows]), strict=True):
        if value >= least:
            asked.add(key, "pinyin", round(0.9 * value, 4), f"its pinyin, {sounds}, is nearly what you typed")


def _wildcard(asked: _Question) -> None:
    import re

    pattern, literal, pieces = [], [], set()
    for part in re.split(r"([*?？]+)", asked.query[:_LONGEST]):
        if part and part[0] in "*?？":
            pattern.append(".*" if "*" in part else "." * len(part))
        elif part:
            key = search_key(part) if key_of(part) else ""
            pattern.append(re.escape(key))
            literal.append(key)
            if len(key) > 2 or (key and not key.isascii()):
                pieces |= grams(key)
    whole = re.compile("".join(pattern), re.DOTALL)
    said = len("".join(literal))
    index = asked.index
    keys = (text for text, _ in index.texts(index.with_all(pieces, 20 * asked.most))) if pieces else index.all_keys()
    for key in keys:
        if whole.fullmatch(key):
            asked.add(key, "wildcard", 0.5 + 0.45 * said / max(1, len(key)), "fits your pattern")


def _regex(asked: _Question) -> None:
    import re

    from termbase.errors import QueryError

    source = asked.query
    if len(source) > 2 and source[0] == source[-1] == "/":
        source = source[1:-1]
    try:
        pattern = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise QueryError(f"{asked.query!r} is not a regular expression: {error}") from error
    for text, key in asked.index.all_terms():
        match = pattern.search(text)
        if match:
            asked.add(key, "regex", 0.5 + 0.45 * len(match[0]) / len(text), "fits your expression")
    asked.accepts = lambda row: pattern.search(row[1]) is not None


def _any_pinyin(asked: _Question) -> None:
    _pinyin(asked)
    _fuzzy_pinyin(asked, 0.75)


def _any_initials(asked: _Question) -> None:
    _initials(asked)
    _initials_in_order(asked)


_WAYS: dict[str, Callable[[_Question], None]] = {
    "exact": _exact,
    "folded": _folded,
    "prefix": _prefix,
    "words": _words,
    "substring": _substring,
    "abbreviation": _abbreviation,
    "pinyin": _any_pinyin,
    "initials": _any_initials,
    "fuzzy": _fuzzy,
    "wildcard": _wildcard,
    "regex": _regex,
}
