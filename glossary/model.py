"""What is found in documents: plain immutable values, offsets in code points of the document's text, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class MentionKind(StrEnum):
    """How a place in a text names a concept."""

    TERM = "term"
    SHORT = "short"
    ANAPHOR = "anaphor"
    REFERENCE = "reference"


class Reading(NamedTuple):
    """Another meaning a mention could have."""

    concept: str | None
    full: str
    en: str
    why: str = ""


class Mention(NamedTuple):
    """A term, short form, anaphor or reference at one place.

    *full* is the complete Chinese name it stands for here, *en* the English to write here (None where nobody knows),
    *english* every accepted form, *confidence* the expected share of right answers among mentions like this one.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    concept: str | None
    full: str | None
    en: str | None
    acronym: str | None
    english: tuple[str, ...]
    sure: bool
    confidence: float
    why: str
    alternatives: tuple[Reading, ...] = ()
    where: str | None = None


class Definition(NamedTuple):
    """A place where the text itself introduces a short form: 全称（简称）; the offsets are those of the short form."""

    short: str
    full: str
    start: int
    end: int
    concept: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or term that the termbase does not have, with the known one it may be a variant of."""

    text: str
    count: int
    score: float
    suggestion: str | None
    places: tuple[tuple[int, int], ...]


class Finding(NamedTuple):
    """Something a reviser should look at."""

    code: str
    start: int
    end: int
    text: str
    message: str
    expected: str | None = None


class Scan(NamedTuple):
    """All that was found in one document."""

    path: str
    characters: int
    sha256: str
    symbol: str | None
    mentions: tuple[Mention, ...]
    definitions: tuple[Definition, ...]
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]
