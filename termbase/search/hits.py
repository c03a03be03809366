"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass

from termbase.model import Concept
from termbase.search.how import How

__all__ = ["Hit", "How"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found for a query: the term that matched, how, how well (0 to 1), and why in a sentence."""

    concept: Concept
    matched: str
    how: How
    score: float
    why: str
