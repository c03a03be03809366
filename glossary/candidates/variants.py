"""Known terms that a new string may be a variant or a misprint of."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.resolve.names import known_name_like, one_slip
from glossary.segment.lexicon import Lexicon, Role

_LONG = 6  # characters from which a slip is told from another term
_END = 3  # characters of either end: a single slip leaves one of them whole
# One character more or less that makes the opposite or another rank of it, no variant.
_TELLING = frozenset("非不无未反副前次多单双")


class Variants:
    """Finds the known term that a string is most like; made once for many questions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_characters: dict[str, int] = {}
        self._by_end: dict[str, list[int]] = {}
        for number, key in enumerate(lexicon.keys):
            senses = lexicon.senses(number)
            if len(key) >= _LONG and senses and senses[0].role <= Role.SHORT:
                self._by_characters.setdefault("".join(sorted(key)), number)
                for end in (key[:_END], "$" + key[-_END:]):
                    self._by_end.setdefault(end, []).append(number)

    def of(self, key: str) -> str | None:
        """Return the preferred Chinese name of the known concept that *key* (folded) is nearly a name of, or None.

        That is a name with the same head noun and most of the same words, a term with the same characters in another
        order (东南亚反恐区域中心 for 东南亚区域反恐中心), or a term with one character wrong, missing or too much.
        """
        bare = key.strip("《》")
        alike = known_name_like(bare, self._lexicon)
        if alike:
            return self._lexicon.entries[alike.entry].zh
        if len(bare) < _LONG:
            return None
        for number in self._near(bare):
            known = self._lexicon.keys[number]
            if known != bare and "|" not in known:
                return self._lexicon.entries[self._lexicon.senses(number)[0].entry].zh
        return None

    def _near(self, key: str) -> Iterator[int]:
        number = self._by_characters.get("".join(sorted(key)))
        if number is not None:
            yield number
        for end in (key[:_END], "$" + key[-_END:]):
            for number in self._by_end.get(end, ()):
                known = self._lexicon.keys[number]
                if one_slip(key, known) and not _TELLING.intersection(set(key) ^ set(known)):
                    yield number
