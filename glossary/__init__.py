"""Finds United Nations terms in Chinese documents and says what each means, where and why.

``glossary.scan(text, base)`` returns a :class:`Scan`; ``base`` comes from ``termbase.open()``.
"""

from glossary.errors import GlossaryError
from glossary.model import Definition, Finding, Mention, Scan
from glossary.scanning import scan

__all__ = ["Definition", "Finding", "GlossaryError", "Mention", "Scan", "scan"]
