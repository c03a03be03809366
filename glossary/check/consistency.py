"""T205: one name of the Chinese in several accepted English ones through the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from glossary.check.english import forms_of, weighty
from glossary.check.model import Bitext, Mismatch, Severity, Unit
from glossary.check.names import KINDS
from glossary.model import Mention, MentionKind
from termbase.model import Form


def findings(bitext: Bitext) -> Iterator[Mismatch]:
    """Yield T205, as INFO, at every use of a full name that is not the document's usual one for the same Chinese."""
    used: dict[tuple[str, str], dict[str, list[tuple[Unit, Mention]]]] = defaultdict(lambda: defaultdict(list))
    for unit in bitext.units:
        for mention in unit.mentions:
            name = _full_name(bitext, unit, mention)
            if name and mention.concept:
                used[mention.concept, "".join(mention.text.split())][name].append((unit, mention))
    for ways in used.values():
        if len(ways) < 2:
            continue
        usual, *others = sorted(ways, key=lambda name: -len(ways[name]))
        for name in others:
            if weighty(name) <= weighty(usual) or weighty(usual) <= weighty(name):
                continue  # the Board of Auditors is the Board on second mention
            for unit, mention in ways[name]:
                yield unit.mismatch(
                    "T205", Severity.INFO, mention, (usual,), name, f"{usual} in {len(ways[usual])} other units of this file"
                )  # fmt: skip


def _full_name(bitext: Bitext, unit: Unit, mention: Mention) -> str:
    """Return the full English name by which the unit says the mention, the longest that is said; empty for short forms."""
    if mention.kind is not MentionKind.TERM or mention.concept is None:
        return ""
    concept = bitext.concept(mention.concept)
    if concept is None or concept.kind.value not in KINDS - {"place"}:
        return ""
    names = [
        t.text for t in concept.en if t.is_current and t.form in (Form.FULL, Form.VARIANT) and t.text[:1].isupper()
    ]
    said = [name for name in names if any(unit.english.says(form) for form in forms_of(name)[:1])]
    return max(said, key=len, default="")
