"""T200: translations that say next to nothing of their Chinese, so belong to another unit."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.model import Bitext, Mismatch, Severity


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T200, one a unit."""
    for unit in bitext.units:
        if unit.is_shifted:
            yield unit.mismatch(
                "T200", Severity.WARNING, (0, len(unit.zh)), (), unit.english.text[:80],
                f"the English says {round(unit.confirmed * unit.named)} of the {unit.named} names and terms of the Chinese",
            )  # fmt: skip
