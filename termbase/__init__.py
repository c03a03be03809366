"""Concepts and terms after ISO 30042: kept, found and carried between files.

``termbase.open()`` is the door: it returns a :class:`Termbase`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from termbase.base import Termbase
    from termbase.base import open_termbase as open
    from termbase.errors import TermbaseError
    from termbase.model import Concept, Term
    from termbase.search.hits import Hit

__all__ = ["Concept", "Hit", "Term", "Termbase", "TermbaseError", "open"]

# name -> (module, name there). Imported when first asked for: `glossary lookup` needs none of them.
_DOORS = {
    "Concept": ("termbase.model", "Concept"),
    "Hit": ("termbase.search.hits", "Hit"),
    "Term": ("termbase.model", "Term"),
    "Termbase": ("termbase.base", "Termbase"),
    "TermbaseError": ("termbase.errors", "TermbaseError"),
    "open": ("termbase.base", "open_termbase"),
}


def __getattr__(name: str) -> object:
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, there = _DOORS[name]
    value: object = getattr(import_module(module), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
