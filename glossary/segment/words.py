"""The words of general Chinese, to see whether an edge cuts through one: the only module that knows jieba."""

from __future__ import annotations

import marshal
from functools import lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.segment.automaton import Automaton, build, restore
from termbase.base import data_folder
from termbase.folding import flatten

# Longer and rarer words decide no edge and would treble the time of the first scan.
_LONGEST = 4
_RAREST = 4


class Words:
    """jieba's dictionary: how likely a word is, and which words cross a place in a text."""

    def __init__(self, words: list[str], costs: list[float], unknown: float, automaton: Automaton) -> None:
        self._words = words
        self._costs = costs
        self._automaton = automaton
        self.unknown = unknown  # cost of a character that begins no word here

    def within(self, text: str) -> list[tuple[int, int, float]]:
        """Return (begin, end, cost) of every dictionary word in *text*; the cost is -ln of its share of running words."""
        costs = self._costs
        return [(begin, end, costs[number]) for begin, end, number in self._automaton.find_overlapping(text)]

    def boundaries(self, text: str) -> set[int]:
        """Return the places between the words of the cheapest reading of *text*, both ends included."""
        by_end: dict[int, list[tuple[int, float]]] = {}
        for begin, end, cost in self.within(text):
            by_end.setdefault(end, []).append((begin, cost))
        costs, back = [0.0], [0]
        for end in range(1, len(text) + 1):
            best, start = costs[end - 1] + self.unknown, end - 1
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


def _read_dictionary() -> tuple[list[str], list[float], float]:
    """Return jieba's commoner words of up to four characters with their costs (-ln p), single characters included."""
    # Found, not imported: the import costs half a second, and its process-wide tokenizer and shared cache are not wanted.
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise GlossaryError("the package jieba is not installed; install un-glossary again")
    frequencies: dict[str, int] = {}
    total = 0
    for line in flatten(Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8")).splitlines():
        word, count = line.split(" ")[:2]
        frequency = int(count)
        total += frequency
        if len(word) <= _LONGEST and frequency >= _RAREST:
            frequencies[word] = max(frequencies.get(word, 0), frequency)
    words = list(frequencies)
    whole = log(total)
    return words, [round(whole - log(frequencies[word]), 3) for word in words], round(whole, 3)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the general words, from the cache file in the user's data folder (made on first use)."""
    path = data_folder() / "words-2.bin"
    try:
        texts, costs, unknown, blob = marshal.loads(path.read_bytes())  # noqa: S302 - a file only we write
        strings = texts.split("\n")
        return Words(strings, costs, unknown, restore(blob, strings))
    except (OSError, ValueError, EOFError, TypeError):
        pass
    strings, costs, unknown = _read_dictionary()
    automaton, blob = build(strings)
    _keep(path, marshal.dumps(("\n".join(strings), costs, unknown, blob)))
    return Words(strings, costs, unknown, automaton)


def _keep(path: Path, content: bytes) -> None:
    """Write a cache file whole, or leave it: a cache that cannot be written is only slower next time."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
