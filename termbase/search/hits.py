"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from termbase.model import Concept


class How(StrEnum):
    """How a query met a term, best first."""

    EXACT = "exact"
    PREFIX = "prefix"
    WORDS = "words"
    SUBSTRING = "substring"
    ABBREVIATION = "abbreviation"
    PINYIN = "pinyin"
    INITIALS = "initials"
    FUZZY = "fuzzy"
    WILDCARD = "wildcard"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found for a query: the term that matched, how, how well (0 to 1), and why in a sentence."""

    concept: Concept
    matched: str
    how: How
    score: float
    why: str
