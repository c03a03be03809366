"""Finding many strings at once: daachorse where it is installed, else a plain matcher that also judges it in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Hit = tuple[int, int, int]  # begin, end, number of the string


class Automaton(Protocol):
    """Finds every occurrence of its strings, overlapping ones too."""

    def find_overlapping(self, text: str, /) -> list[Hit]:
        """Return (begin, end, number) of every occurrence, in the order of the ends."""
        ...


class PlainAutomaton:
    """The same answers from a dictionary of prefixes; slower, and nothing to install."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._numbers = {string: number for number, string in enumerate(strings)}
        lengths: dict[str, set[int]] = {}
        for string in strings:
            lengths.setdefault(string[:2], set()).add(len(string))
        self._lengths = {prefix: sorted(found, reverse=True) for prefix, found in lengths.items()}

    def find_overlapping(self, text: str, /) -> list[Hit]:
        """Return (begin, end, number) of every occurrence, by end, longer ones first."""
        numbers, lengths, hits = self._numbers, self._lengths, []
        for begin in range(len(text)):
            for prefix in (text[begin : begin + 2], text[begin : begin + 1]):
                for length in lengths.get(prefix, ()):
                    number = numbers.get(text[begin : begin + length])
                    if number is not None and begin + length <= len(text):
                        hits.append((begin, begin + length, number))
                if len(prefix) == 1:
                    break
        return sorted(set(hits), key=lambda hit: (hit[1], hit[0]))


def build(strings: Sequence[str]) -> tuple[Automaton, bytes]:
    """Return the automaton of *strings* (not empty, all different) and its serialized form (b"" for the plain one)."""
    try:
        import daachorse
    except ImportError:
        return PlainAutomaton(strings), b""
    if not strings:
        return PlainAutomaton(strings), b""
    made = daachorse.CharwiseDoubleArrayAhoCorasick(list(strings))
    return made, bytes(made.serialize())


def restore(blob: bytes, strings: Sequence[str]) -> Automaton:
    """Return the automaton that :func:`build` serialized; rebuilt from *strings* where the blob does not serve."""
    if blob:
        try:
            import daachorse

            restored: Automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(blob)
            return restored
        except (ImportError, ValueError):
            pass
    return build(strings)[0]
