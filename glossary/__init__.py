"""Finds United Nations terms in Chinese documents and says what each means, where and why.

``glossary.scan(text, base)`` returns a :class:`Scan`; ``base`` comes from ``termbase.open()``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glossary.errors import GlossaryError
    from glossary.model import Definition, Finding, Mention, Scan
    from glossary.scanning import scan

__all__ = ["Definition", "Finding", "GlossaryError", "Mention", "Scan", "scan"]

# name -> module. Imported when first asked for: `glossary lookup` needs none of them.
_DOORS = {
    "Definition": "glossary.model",
    "Finding": "glossary.model",
    "GlossaryError": "glossary.errors",
    "Mention": "glossary.model",
    "Scan": "glossary.model",
    "scan": "glossary.scanning",
}


def __getattr__(name: str) -> object:
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_DOORS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
