"""What a check of a bitext gives, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from glossary.check.english import English, Names
from glossary.model import Mention
from glossary.segment.lexicon import Lexicon
from termbase.model import Concept

CONFIRMED = 0.5
"""The share of a unit's mentions whose English must be said before a missing one is worth a finding: else the unit is a free
translation, or a shifted one, and everything in it would be found missing."""
_SHIFTED = 0.2  # share of the mentions that are said
_JUDGED = 4  # mentions to judge by


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for what matters most."""
        return tuple(Severity).index(self)


class Mismatch(NamedTuple):
    """A place where the English does not say what the Chinese means: the finding of a bitext.

    The offsets count in the Chinese of the unit, end exclusive; *found* is what the English says instead (empty where
    nothing does).
    """

    code: str
    severity: Severity
    where: str
    start: int
    end: int
    text: str
    expected: tuple[str, ...]
    found: str
    why: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment of a bitext: Chinese, English, and what the scan found in the Chinese (offsets count in *zh*).

    *confirmed* is the share of the mentions whose English is said.
    """

    where: str
    zh: str
    english: English
    mentions: tuple[Mention, ...]
    confirmed: float

    @property
    def named(self) -> int:
        """How many mentions have an English that could be said."""
        return sum(1 for mention in self.mentions if mention.en)

    @property
    def is_shifted(self) -> bool:
        """Whether the English says so little of the Chinese that it belongs to another unit."""
        return self.named >= _JUDGED and self.confirmed <= _SHIFTED

    def mismatch(
        self, code: str, severity: Severity, at: Mention | tuple[int, int], expected: tuple[str, ...], found: str, why: str
    ) -> Mismatch:  # fmt: skip
        """Return a finding at a mention or a stretch of this unit's Chinese."""
        start, end = (at.start, at.end) if isinstance(at, Mention) else at
        return Mismatch(code, severity, self.where, start, end, self.zh[start:end], expected, found, why)


@dataclass(frozen=True, slots=True)
class Bitext:
    """The units of a file that have both sides, and what is known of the names in them."""

    units: tuple[Unit, ...]
    lexicon: Lexicon
    concept: Callable[[str], Concept | None]
    names: Names
    mentioned: frozenset[str]  # the concepts that the Chinese names somewhere
