"""Concepts and terms after ISO 30042: kept, found and carried between files.

``termbase.open()`` is the door: it returns a :class:`Termbase`.
"""

from termbase.base import Termbase
from termbase.base import open_termbase as open
from termbase.errors import TermbaseError
from termbase.model import Concept, Term

__all__ = ["Concept", "Term", "Termbase", "TermbaseError", "open"]
