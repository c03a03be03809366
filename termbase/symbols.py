"""Whose document a United Nations document symbol names: ``E/CN.15/2014/4`` is one of the crime commission's.

The series stand in ``data/symbols.tsv``: the beginning of the symbol, and the id of the body it is issued for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from termbase.where import DATA


@cache
def series() -> dict[str, str]:
    """Return the series: the beginning of a symbol, and the id (without ``un:``) of the body."""
    lines = Path(DATA, "symbols.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


def organ_of(symbol: str) -> str | None:
    """Return the id of the concept of the body that documents of this series are issued for, or None.

    >>> organ_of("E/CN.15/2014/4"), organ_of("E/2014/30"), organ_of("ST/SGB/2018/3")
    ('un:ccpcj', 'un:ecosoc', None)
    """
    known = series()
    for length in range(len(symbol), 0, -1):
        if symbol[:length] in known:
            return "un:" + known[symbol[:length]]
    return None
