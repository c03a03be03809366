"""The words of general Chinese, their frequencies and parts of speech: the only module that knows jieba."""

from __future__ import annotations

import marshal
import re
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from math import log
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.segment.automaton import Automaton, build, restore
from termbase.base import data_folder
from termbase.folding import flatten
from termbase.where import prepared

# Longer and rarer words decide no edge and would treble the time of the first scan.
_LONGEST = 4
_RAREST = 4
# The dictionary holds phrases of a country and its government (日本政府), which are two terms.
_PHRASES = ("政府",)


class Words:
    """jieba's dictionary: how likely a word is (-ln of its share of running words), and where words end in a text."""

    def __init__(self, singles: dict[str, float], costs: list[float], unknown: float, automaton: Automaton) -> None:
        self.singles = singles  # costs of characters as words of their own
        self._costs = costs  # of the words the automaton finds, two characters and more
        self._automaton = automaton
        self.unknown = unknown  # cost of a character that is no word

    def cost(self, text: str) -> float | None:
        """Return the cost of *text* as one word of two characters and more, or None."""
        for begin, end, number in self._automaton.find_overlapping(text):
            if begin == 0 and end == len(text):
                return self._costs[number]
        return None

    def ending(self, text: str) -> dict[int, list[tuple[int, float]]]:
        """Return the words of two characters and more in *text* by end: ``{end: [(begin, cost), ...]}``, longest first."""
        costs = self._costs
        by_end: dict[int, list[tuple[int, float]]] = {}
        for begin, end, number in self._automaton.find_overlapping(text):
            if end in by_end:
                by_end[end].append((begin, costs[number]))
            else:
                by_end[end] = [(begin, costs[number])]
        return by_end

    def boundaries(self, text: str) -> set[int]:
        """Return the places between the words of the cheapest reading of *text*, both ends included."""
        by_end = self.ending(text)
        costs, back = [0.0], [0]
        for end in range(1, len(text) + 1):
            best, start = costs[end - 1] + self.singles.get(text[end - 1], self.unknown), end - 1
            for begin, cost in by_end.get(end, ()):
                if costs[begin] + cost < best:
                    best, start = costs[begin] + cost, begin
            costs.append(best)
            back.append(start)
        found = {len(text)}
        at = len(text)
        while at:
            at = back[at]
            found.add(at)
        return found


def _dictionary() -> list[str]:
    """Return the lines of jieba's dictionary, folded: word, frequency, part of speech."""
    # Found, not imported: the import costs half a second, and its process-wide tokenizer and shared cache are not wanted.
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise GlossaryError("the package jieba is not installed; install un-glossary again")
    return flatten(Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8")).splitlines()


def _read_dictionary() -> tuple[dict[str, float], list[str], list[float], float]:
    """Return jieba's single characters with their costs (-ln p), its commoner words of two to four characters and theirs."""
    frequencies: dict[str, int] = {}
    total = 0
    for line in _dictionary():
        word, count = line.split(" ")[:2]
        frequency = int(count)
        total += frequency
        if len(word) <= _LONGEST and frequency >= _RAREST and not (len(word) == _LONGEST and word.endswith(_PHRASES)):
            frequencies[word] = max(frequencies.get(word, 0), frequency)
    whole = log(total)
    costs = {word: round(whole - log(frequency), 3) for word, frequency in frequencies.items()}
    words = [word for word in costs if len(word) > 1]
    singles = {word: cost for word, cost in costs.items() if len(word) == 1}
    return singles, words, [costs[word] for word in words], round(whole, 3)


_FILE = "words-5.bin"  # raise the number when the layout changes


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the general words: those made when the package was built, else those in the user's data folder (made on first use)."""
    own = data_folder() / _FILE
    return _read(Path(prepared()).with_name(_FILE)) or _read(own) or _made(own)


def prepare() -> None:
    """Make the file of general words that the package brings along; called when the package is built."""
    path = Path(prepared()).with_name(_FILE)
    if _read(path) is None:
        _made(path)


def _read(path: Path) -> Words | None:
    try:
        singles, texts, costs, unknown, blob = marshal.loads(path.read_bytes())  # noqa: S302 - a file only we write
        return Words(singles, costs, unknown, restore(blob, texts.split("\n")))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _made(path: Path) -> Words:
    singles, strings, costs, unknown = _read_dictionary()
    automaton, blob = build(strings)
    _keep(path, marshal.dumps((singles, "\n".join(strings), costs, unknown, blob)))
    return Words(singles, costs, unknown, automaton)


def _keep(path: Path, content: bytes) -> None:
    """Write a cache file whole, or leave it: a cache that cannot be written is only slower next time."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


_RUNS = re.compile(r"[0-9A-Za-z.\-]+|[^0-9A-Za-z.\-]+")


class Tagger:
    """Cuts folded text into words, each with the part of speech that jieba's dictionary gives it (PKU tags).

    The cheapest reading by word frequencies is what ``jieba.posseg`` finds without its hidden Markov model, which takes
    several times as long and brings back no more terms.
    """

    def __init__(self, general: Words, tags: dict[str, str]) -> None:
        self._words = general
        self._tags = tags

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words of *text* (folded, no blanks): numbers are ``m``, Latin words ``eng``, unknown ones ``x``."""
        found: list[tuple[str, str]] = []
        for run in _RUNS.findall(text):
            if run.isascii():
                found.append((run, "m" if run[0].isdigit() else "eng" if run[0].isalpha() else "x"))
                continue
            for begin, end in pairwise(sorted(self._words.boundaries(run))):
                word = run[begin:end]
                found.append((word, self._tags.get(word, "x")))
        return found

    def cost(self, word: str) -> float:
        """Return how rare *word* is in general Chinese: -ln of its share of running words; a high figure where unknown."""
        cost = self._words.singles.get(word) if len(word) == 1 else self._words.cost(word)
        return _NEVER_MET if cost is None else cost


_NEVER_MET = 13.5  # of a word that the dictionary leaves out or has less than a hundred times in sixty million


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """Return the tagger; made on first use, which takes a moment that a plain scan does not pay."""
    tags: dict[str, str] = {}
    for line in _dictionary():
        word, _, tag = line.split(" ")
        tags.setdefault(word, tag)
    return Tagger(words(), tags)
