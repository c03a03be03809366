"""The ways in which a query can meet a term."""

from __future__ import annotations

from enum import StrEnum


class How(StrEnum):
    """How a query met a term."""

    EXACT = "exact"  # as the term is written
    FOLDED = "folded"  # but for case, width, traditional characters, dots, hyphens, plural, spelling
    PREFIX = "prefix"
    WORDS = "words"  # all words, in any order
    SUBSTRING = "substring"
    ABBREVIATION = "abbreviation"  # its characters, in order: 毒罪办
    PINYIN = "pinyin"
    INITIALS = "initials"  # dpfzbgs
    FUZZY = "fuzzy"
    WILDCARD = "wildcard"
    REGEX = "regex"
    TEXT = "text"  # a mention in the sentence or paragraph that was the query
