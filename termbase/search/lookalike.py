"""Characters that are taken for one another because they look alike.

``data/lookalike.txt`` holds the groups, simplified, as they are confused in typing by shape, in handwriting and by OCR.
"""

from __future__ import annotations

import os

from termbase.where import DATA


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    with open(os.path.join(DATA, "lookalike.txt"), encoding="utf-8") as stream:  # noqa: PTH118, PTH123 - as in where.py
        for group in stream.read().split():
            for character in group:
                others = table.get(character, "") + group.replace(character, "")
                table[character] = "".join(dict.fromkeys(others))
    return table


LOOK_ALIKE = _table()  # character -> those it is taken for
