"""What can go wrong on the ground floor, as exceptions whose text is written for a person."""

from __future__ import annotations


class TermbaseError(Exception):
    """Something the user can mend: a file, a termbase or a request. The text says what, where and what to do."""


class FormatError(TermbaseError):
    """A file is not what it should be; the text names the place in it."""


class StoreError(TermbaseError):
    """The termbase file cannot be opened, read or written; nothing was changed."""


class ConceptError(TermbaseError, ValueError):
    """A concept or term was built from values the model does not allow."""


class QueryError(TermbaseError):
    """A query is not what it says it is, such as a regular expression."""
