"""T200: translations that say next to nothing of their Chinese, so belong to another unit."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.model import Bitext, Mismatch, Severity

SHIFTED = 0.2  # share of the mentions that are said
LEAST = 4  # mentions to judge by


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T200, one a unit."""
    for unit in bitext.units:
        judged = sum(1 for mention in unit.mentions if mention.en)
        if judged >= LEAST and unit.confirmed <= SHIFTED:
            yield unit.mismatch(
                "T200", Severity.WARNING, (0, len(unit.zh)), (), unit.english.text[:80],
                f"the English says {round(unit.confirmed * judged)} of the {judged} names and terms of the Chinese",
            )  # fmt: skip
