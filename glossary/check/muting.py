"""What a reviser does not want to see again: codes, terms, or a code for a term, on the command line or in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from glossary.check.checking import CODES
from glossary.check.model import Mismatch
from glossary.errors import GlossaryError
from termbase.folding import key_of

_CODE = re.compile(r"[A-Z]\d{3}")


class Mute(NamedTuple):
    """A rule: findings of *code* (empty: of any) at the term with the search key *key* (empty: at any) are not shown."""

    code: str
    key: str

    def covers(self, finding: Mismatch) -> bool:
        """Whether *finding* is not to be shown."""
        if self.code and self.code != finding.code:
            return False
        return not self.key or self.key in (key_of(text).strip("《》") for text in (finding.text, *finding.expected))


def parse(rule: str) -> Mute:
    """Return the rule that a person wrote: ``T204``, ``大会``, ``T201 大会``; a term in Chinese or in English.

    Raises GlossaryError for a code that no check has, and for an empty rule.

    >>> parse("T201 大会")
    Mute(code='T201', key='大会')
    """
    first, _, rest = rule.strip().partition(" ")
    code, term = (first, rest) if _CODE.fullmatch(first) else ("", rule)
    if code and code not in CODES:
        raise GlossaryError(f"there is no code {code}; a check has {', '.join(CODES)}")
    key = key_of(term).strip("《》")
    if not code and not key:
        raise GlossaryError(f"{rule!r} says neither a code nor a term to mute")
    return Mute(code, key)


def parse_lines(text: str, name: str) -> list[Mute]:
    """Return the rules of a mute file: one a line, ``#`` begins a comment. Raises GlossaryError that names the line."""
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        rule = line.partition("#")[0].strip()
        if not rule:
            continue
        try:
            rules.append(parse(rule))
        except GlossaryError as error:
            raise GlossaryError(f"{name}, line {number}: {error}") from error
    return rules


def unmuted(findings: Iterable[Mismatch], rules: Iterable[Mute]) -> tuple[Mismatch, ...]:
    """Return the findings that no rule covers, in their order."""
    rules = tuple(rules)
    return tuple(finding for finding in findings if not any(rule.covers(finding) for rule in rules))
