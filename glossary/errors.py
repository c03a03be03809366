"""What can go wrong with documents, as exceptions whose text is written for a person."""

from __future__ import annotations


class GlossaryError(Exception):
    """Something the user can mend; the text says what, where and what to do."""


class DocumentError(GlossaryError):
    """A document cannot be read."""
