"""Conflicts of an import as a file in which a person decides, and what follows from the decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any, BinaryIO

from termbase.errors import ConceptError, FormatError
from termbase.formats.base import Report
from termbase.merge import Finder, Plan, Verdict, counterpart, joined
from termbase.model import Concept
from termbase.records import from_record, to_record

SCHEMA = "glossary.conflict/1"


class Choice(StrEnum):
    """What a person may write into ``decide``."""

    HERE = "here"  # the termbase is right: nothing changes
    FILE = "file"  # the file is right: its concept takes the place of the one here
    BOTH = "both"  # they are one concept: what the file says is added
    NEW = "new"  # they are two concepts: the file's one comes in beside the other


@dataclass(frozen=True, slots=True)
class Decision:
    """One conflict with what a person decided (None: nothing yet)."""

    here: Concept
    incoming: Concept
    choice: Choice | None
    reasons: tuple[str, ...]


def record_of(one: Plan) -> dict[str, Any]:
    """Return a conflict as a record: a person fills in ``decide`` and imports the file."""
    return {
        "schema": SCHEMA,
        "decide": "",
        "choices": list(Choice),
        "conflict": list(one.reasons),
        "here": to_record(one.concept),
        "incoming": to_record(one.incoming or one.concept),
    }


def is_decisions(first_line: bytes) -> bool:
    """Return whether a file that begins so holds conflicts."""
    return f'"{SCHEMA}"'.encode() in first_line[:200]


def read(stream: BinaryIO, report: Report) -> Iterator[Decision]:
    """Yield the decisions of *stream*, a line each; a line that is none is skipped and named in *report*.

    Raises FormatError, with the line, for a decision that is none of the choices: better nothing than half of it.
    """
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        try:
            record = json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
            here, incoming = from_record(record["here"]), from_record(record["incoming"])
            said = str(record.get("decide") or "").strip().lower()
            reasons = tuple(map(str, record.get("conflict", ())))
        except (ValueError, KeyError, TypeError, AttributeError, ConceptError, RecursionError) as error:
            report.skip(f"line {number}", f"not a conflict ({type(error).__name__}: {' '.join(str(error).split())})")
            continue
        if said and said not in set(Choice):
            raise FormatError(f"line {number}: {said!r} is no decision; write {', '.join(Choice)}, or nothing to wait")
        yield Decision(here, incoming, Choice(said) if said else None, reasons)


def plan(decision: Decision, by_id: Callable[[str], Concept | None], under_key: Finder) -> Plan:
    """Return what to do; a conflict again where nothing was decided or the termbase has changed since.

    What was done already is the same: a file may be imported twice.
    """
    here, incoming = decision.here, decision.incoming
    if decision.choice is None:
        return Plan(Verdict.CONFLICT, here, decision.reasons, incoming)
    if decision.choice is Choice.HERE:
        return Plan(Verdict.SAME, here)
    if decision.choice is Choice.NEW:
        if there := counterpart(incoming, by_id, under_key):
            return joined(there, replace(incoming, id=there.id))
        name = incoming.id
        if by_id(name) is not None:
            name = next(free for n in count(2) if by_id(free := f"{incoming.id}~{n}") is None)
        return Plan(Verdict.NEW, replace(incoming, id=name))
    wanted = replace(incoming, id=here.id)
    current = by_id(here.id)
    done = current is not None and (
        current == wanted if decision.choice is Choice.FILE else joined(current, wanted).verdict is Verdict.SAME
    )
    if done:
        return Plan(Verdict.SAME, wanted)
    if current != here:
        reason = f"{here.id} was {'changed' if current else 'removed'} since the file was written"
        return Plan(Verdict.CONFLICT, current or here, (reason,), incoming)
    if decision.choice is Choice.FILE:
        return Plan(Verdict.UPDATE, wanted, ("takes the place of what was here",))
    return joined(here, wanted)
